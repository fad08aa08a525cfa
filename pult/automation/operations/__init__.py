"""Verbs of automation: rules and macros are written, rules act upon facts and by the clock."""

from pult.automation.acts import offer_endpoints
from pult.automation.arriving import Arriving, Past

from .intake import Decision, act_upon_arrival, decide, meets, offer_past_mail, past_mail
from .keeping import forget_firings
from .macros import drop_macro, play_macro, save_macro
from .rules import (
    Wording,
    check,
    check_acts,
    drop_rule,
    fill,
    move_rule,
    save_rule,
    switch_rule,
    use_of,
    wording_of,
)
from .running import run
from .timing import run_time_rules

__all__ = [
    "Arriving",
    "Decision",
    "Past",
    "Wording",
    "act_upon_arrival",
    "check",
    "check_acts",
    "decide",
    "drop_macro",
    "drop_rule",
    "fill",
    "forget_firings",
    "meets",
    "move_rule",
    "offer_endpoints",
    "offer_past_mail",
    "past_mail",
    "play_macro",
    "run",
    "run_time_rules",
    "save_macro",
    "save_rule",
    "switch_rule",
    "use_of",
    "wording_of",
]
