"""Held mail and the outbox, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Mail"),
        icon="mail",
        url_name="email:mail",
        right=Right.MANAGE,
        order=120,
        place=Place.SETTINGS,
    )
)
