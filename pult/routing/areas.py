"""How conversations are given out, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Routing"),
        icon="arrows-split",
        url_name="routing:settings",
        right=Right.MANAGE,
        order=220,
        place=Place.SETTINGS,
    )
)
