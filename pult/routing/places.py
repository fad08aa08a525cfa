"""The way back from the pages of one department."""

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs() -> list[dict[str, str]]:
    """To the departments side by side."""
    return [{"text": _("Routing"), "href": reverse("routing:settings")}]
