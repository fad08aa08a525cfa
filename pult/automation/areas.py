"""Rules and macros among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.conversations.types import Right as ConversationRight
from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Automation"),
        icon="bolt",
        url_name="automation:rules",
        right=Right.MANAGE,
        order=225,
        place=Place.SETTINGS,
    )
)
declare(
    Area(
        label=_("Macros"),
        icon="list-check",
        url_name="automation:macros",
        right=ConversationRight.REPLY,
        order=231,
        place=Place.SETTINGS,
    )
)
