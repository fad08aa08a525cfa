"""The settings of opening hours among the other settings."""

from django.utils.translation import gettext_lazy as _

from pult.calendars.types import Right
from pult.ui.navigation import Area, Place, declare

OPENING_HOURS = declare(
    Area(
        label=_("Opening hours"),
        icon="clock",
        url_name="calendars:calendars",
        right=Right.MANAGE,
        order=200,
        place=Place.SETTINGS,
    )
)
