"""Skills among the areas of the rail."""

from django.utils.translation import pgettext_lazy

from pult.ui.navigation import Area, declare

from .types import Right

SKILLS = declare(
    Area(
        label=pgettext_lazy("area", "Skills"),
        icon="stars",
        url_name="skills:people",
        right=Right.READ,
        order=420,
    )
)
