"""Retention, among the settings."""

from django.utils.translation import gettext_lazy as _

from pult.automation.types import KEPT_FOR
from pult.conversations.queries import spam_kept_for
from pult.ui.navigation import Area, Place, declare

from .types import Right, goes_anyway

goes_anyway(_("Spam"), spam_kept_for, url_name="moderation:door")
goes_anyway(_("The log of rules and macros"), lambda: KEPT_FOR.days)

declare(
    Area(
        label=_("Retention"),
        icon="hourglass",
        url_name="retention:rules",
        right=Right.HOLD,
        order=122,
        place=Place.SETTINGS,
    )
)
