"""The bot among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.assistant.types import Right
from pult.ui.navigation import Area, Place, declare

BOT = declare(
    Area(
        label=_("Bot"),
        icon="robot",
        url_name="assistant:bots",
        right=Right.MANAGE,
        order=230,
        place=Place.SETTINGS,
    )
)
