"""When customers are asked, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Ratings"),
        icon="mood-smile",
        url_name="feedback:settings",
        right=Right.MANAGE,
        order=230,
        place=Place.SETTINGS,
    )
)
