"""Spam and blocked senders, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Spam and blocked senders"),
        icon="ban",
        url_name="moderation:senders",
        right=Right.BLOCK,
        order=121,
        place=Place.SETTINGS,
    )
)
