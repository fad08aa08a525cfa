"""The visitors in the rail, chat widgets among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .types import Right

declare(
    Area(
        label=_("Visitors"),
        icon="world",
        url_name="chat:visitors",
        right=Right.SEE_VISITORS,
        order=160,
    )
)
declare(
    Area(
        label=_("Chat"),
        icon="message-circle",
        url_name="chat:widgets",
        right=Right.MANAGE,
        order=130,
        place=Place.SETTINGS,
    )
)
