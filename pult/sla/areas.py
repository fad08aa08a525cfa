"""The settings of service levels among the other settings."""

from django.utils.translation import gettext_lazy as _

from pult.sla.types import Right
from pult.ui.navigation import Area, Place, declare

SERVICE_LEVELS = declare(
    Area(
        label=_("Service levels"),
        icon="target",
        url_name="sla:policies",
        right=Right.MANAGE,
        order=210,
        place=Place.SETTINGS,
    )
)
