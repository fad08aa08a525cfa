"""Verbs about scorecards."""

from pult.scorecards.content import CriterionContent

from .assessing import save_score, submit
from .building import (
    add_criterion,
    add_section,
    change_criterion,
    change_section,
    change_words,
    discard_draft,
    drop_criterion,
    drop_section,
    move_criterion,
    move_section,
    put_away,
    start_draft,
    start_scorecard,
    take_out,
)
from .calibrating import calibrate
from .panels import add_rater, close_panel, erase_panels, note_seen, open_panel, withdraw
from .publishing import publish_draft
from .shipping import renew_scorecards

__all__ = [
    "CriterionContent",
    "add_criterion",
    "add_rater",
    "add_section",
    "calibrate",
    "change_criterion",
    "change_section",
    "change_words",
    "close_panel",
    "discard_draft",
    "drop_criterion",
    "drop_section",
    "erase_panels",
    "move_criterion",
    "move_section",
    "note_seen",
    "open_panel",
    "publish_draft",
    "put_away",
    "renew_scorecards",
    "save_score",
    "start_draft",
    "start_scorecard",
    "submit",
    "take_out",
    "withdraw",
]
