"""Hiring in the rail."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, declare

from .queries.own_trials import own_goals_open
from .types import Right

HIRING = declare(
    Area(
        label=_("Hiring"),
        icon="user-search",
        url_name="hiring:start",
        right=Right.INTERVIEW,
        order=500,
        under="/app/hiring",
    )
)
OWN_TRIAL = declare(
    Area(
        label=_("My trial period"),
        icon="calendar-event",
        url_name="hiring:own-trial",
        order=430,
        counts=own_goals_open,
    )
)
