"""Questions about the assistant, cut by noun: the world that the bot sees, answers, the language model."""

from .answers import contact_given, judged_count, newest_answers, threshold_for
from .model import (
    calls_page,
    cost_by_day,
    cost_by_month,
    cost_by_use,
    desk_uses,
    last_test,
    month_of,
    spent_in,
    why_not,
)
from .suggesting import articles_for, beside, canned_to, opened, similar_to
from .talks import is_talking_in
from .world import bot_for, bot_of, chatter_known, trial_world, world_of

__all__ = [
    "articles_for",
    "beside",
    "bot_for",
    "bot_of",
    "calls_page",
    "canned_to",
    "chatter_known",
    "contact_given",
    "cost_by_day",
    "cost_by_month",
    "cost_by_use",
    "desk_uses",
    "is_talking_in",
    "judged_count",
    "last_test",
    "month_of",
    "newest_answers",
    "opened",
    "similar_to",
    "spent_in",
    "threshold_for",
    "trial_world",
    "why_not",
    "world_of",
]
