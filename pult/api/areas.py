"""Webhooks, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Webhooks"),
        icon="webhook",
        url_name="webhooks:webhooks",
        right=Right.MANAGE_WEBHOOKS,
        order=820,
        place=Place.SETTINGS,
    )
)
