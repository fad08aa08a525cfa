"""Conditions over conversations: what a saved view, and whatever else chooses conversations, is put together from."""

from .filters import MOST_RULES, Filter, Rule, read
from .kinds import Condition, Kind, Looking, Operator
from .registry import condition_named, declare, groups, there_among

__all__ = [
    "MOST_RULES",
    "Condition",
    "Filter",
    "Kind",
    "Looking",
    "Operator",
    "Rule",
    "condition_named",
    "declare",
    "groups",
    "read",
    "there_among",
]
