"""The page of settings that notifications brings."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

declare(
    Area(
        label=_("Notifications"),
        icon="bell",
        url_name="notifications:settings",
        order=15,
        place=Place.OWN_SETTINGS,
    )
)
