"""The area of scorecards in the rail. Everybody who judges has it; the rest of it asks for rights."""

from django.utils.translation import gettext_lazy as _

from pult.ui.navigation import Area, Place, declare

from .queries.assessing import waiting_rows
from .types import Right

SCORECARDS = declare(
    Area(
        label=_("Scorecards"),
        icon="checklist",
        url_name="scorecards:scorecards",
        right=Right.READ_RESULTS,
        order=450,
        under="/app/scorecards",
    )
)
WAITING = declare(
    Area(
        label=_("To judge"),
        icon="clipboard-check",
        url_name="scorecards:mine",
        order=440,
        counts=waiting_rows,
    )
)
MINE = declare(
    Area(
        label=_("To judge"),
        icon="clipboard-check",
        url_name="scorecards:mine",
        order=20,
        place=Place.PERSON,
    )
)
