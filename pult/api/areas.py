"""Webhooks, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.retention.types import goes_anyway
from pult.ui.navigation import Area, Place, declare

from .types import KEEP_DAYS, Right

declare(
    Area(
        label=_("Webhooks"),
        icon="webhook",
        url_name="webhooks:webhooks",
        right=Right.MANAGE_WEBHOOKS,
        order=820,
        place=Place.SETTINGS,
    )
)

goes_anyway(_("Deliveries to other systems"), lambda: KEEP_DAYS)
