"""Fields and types among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Fields and types"),
        icon="forms",
        url_name="fields:fields",
        right=Right.MANAGE,
        order=222,
        place=Place.SETTINGS,
    )
)
