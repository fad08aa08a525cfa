"""Contact forms, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.inboxes.types import Right
from pult.ui.navigation import Area, Place, declare

declare(
    Area(
        label=_("Contact forms"),
        icon="forms",
        url_name="forms:list",
        right=Right.MANAGE,
        order=125,
        place=Place.SETTINGS,
    )
)
