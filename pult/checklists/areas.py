"""Checklists among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Checklists"),
        icon="list-check",
        url_name="checklists:templates",
        right=Right.MANAGE,
        order=224,
        place=Place.SETTINGS,
    )
)
