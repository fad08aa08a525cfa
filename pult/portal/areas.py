"""The help centre in the settings of the house."""

from django.utils.translation import gettext_lazy as _

from pult.brands.types import Right as OfBrands
from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Help centre"),
        icon="lifebuoy",
        url_name="portal:centre-settings",
        right=Right.MANAGE,
        order=240,
        place=Place.SETTINGS,
    )
)

declare(
    Area(
        label=_("Brands"),
        icon="world",
        url_name="portal:brands",
        right=OfBrands.MANAGE,
        order=242,
        place=Place.SETTINGS,
    )
)
