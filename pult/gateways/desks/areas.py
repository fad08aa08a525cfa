"""Imports, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Imports"),
        icon="archive",
        url_name="desks:runs",
        right=Right.MANAGE,
        order=830,
        place=Place.SETTINGS,
    )
)
