"""Panels among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Side panels"),
        icon="layout-sidebar",
        url_name="panels:panels",
        right=Right.MANAGE,
        order=223,
        place=Place.SETTINGS,
    )
)
