"""Questions about the assistant, cut by noun: the world that the bot sees, answers."""

from .answers import judged_count, newest_answers, threshold_for
from .suggesting import articles_for, canned_to, similar_to
from .world import bot_for, chatter_known, trial_world, world_of

__all__ = [
    "articles_for",
    "bot_for",
    "canned_to",
    "chatter_known",
    "judged_count",
    "newest_answers",
    "similar_to",
    "threshold_for",
    "trial_world",
    "world_of",
]
