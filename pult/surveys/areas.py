"""Surveys on the rail."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, declare

from .types import Right

declare(
    Area(
        label=_("Surveys"),
        icon="forms",
        url_name="surveys:surveys",
        right=Right.READ_RESULTS,
        order=470,
        under="/app/surveys",
    )
)
