"""The bot and the language model among the settings."""

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
MODEL = declare(
    Area(
        label=_("Language model"),
        icon="sparkles",
        url_name="assistant:model",
        right=Right.MODEL,
        order=235,
        place=Place.SETTINGS,
    )
)
