"""Questions about conversations that several screens ask."""

from pult.conversations.acts import Act, Use, Value, acts
from pult.conversations.canned import VARIABLES
from pult.conversations.conditions import (
    MOST_RULES,
    Condition,
    Filter,
    Kind,
    Looking,
    Operator,
    Rule,
    condition_named,
    declare,
    groups,
    read,
)
from pult.conversations.conditions.kinds import WITHOUT_VALUE, Group, Unit

from .canned import Ready, canned_files_of, canned_for
from .readers import scope, stand_in
from .saved_views import ORDERS, TooMuch, bounded, counts_among, fitting
from .search import Found, Hit, by_subject, search

__all__ = [
    "MOST_RULES",
    "ORDERS",
    "VARIABLES",
    "WITHOUT_VALUE",
    "Act",
    "Condition",
    "Filter",
    "Found",
    "Group",
    "Hit",
    "Kind",
    "Looking",
    "Operator",
    "Ready",
    "Rule",
    "TooMuch",
    "Unit",
    "Use",
    "Value",
    "acts",
    "bounded",
    "by_subject",
    "canned_files_of",
    "canned_for",
    "condition_named",
    "counts_among",
    "declare",
    "fitting",
    "groups",
    "read",
    "scope",
    "search",
    "stand_in",
]
