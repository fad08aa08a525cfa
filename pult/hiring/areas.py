"""Hiring in the rail."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, declare

from .types import Right

HIRING = declare(
    Area(
        label=_("Hiring"),
        icon="user-search",
        url_name="hiring:start",
        right=Right.INTERVIEW,
        order=500,
        under="/app/hiring",
    )
)
