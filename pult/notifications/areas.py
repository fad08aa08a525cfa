"""What notifications brings to every page: the bell, and a page among everybody's own settings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Bell, Place, declare, declare_bell

from . import queries
from .types import Right

declare(
    Area(
        label=_("Notifications"),
        icon="bell",
        url_name="notifications:settings",
        order=15,
        place=Place.OWN_SETTINGS,
    )
)
declare(
    Area(
        label=_("Default notices"),
        icon="bell",
        url_name="notifications:usual",
        right=Right.USUAL,
        order=124,
        place=Place.SETTINGS,
    )
)
declare_bell(
    Bell(
        url_name="notifications:notices",
        part_url_name="notifications:bell",
        topic="notices",
        counts=queries.unread_by,
    )
)
