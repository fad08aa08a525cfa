"""Questions about conversations that several screens ask."""

from pult.conversations.acts import BEFOREHAND, MOST_CHOSEN, Act, Chosen, Offered, Use, Value, act_named, acts
from pult.conversations.acts import declare as declare_act
from pult.conversations.acts import read as read_acts
from pult.conversations.acts.registry import Words
from pult.conversations.canned import VARIABLES
from pult.conversations.conditions import (
    MOST_RULES,
    Condition,
    Filter,
    Kind,
    Looking,
    Operator,
    Rule,
    building,
    condition_named,
    declare,
    groups,
    read,
    there_among,
)
from pult.conversations.conditions.kinds import LONGEST_AMOUNT, WITHOUT_VALUE, Group, Unit

from .canned import Ready, canned_files_of, canned_for, canned_here, ready
from .incoming import answers_something
from .insiders import is_restricted, let_in, lets_in, restricted_among
from .own_statuses import names_of_own, own_status_keyed, own_statuses
from .readers import one_of_all, scope, stand_in
from .saved_views import ORDERS, TooMuch, bounded, counts_among, fitting
from .search import Found, Hit, by_subject, search
from .spam import mark_of, spam_kept_for

__all__ = [
    "BEFOREHAND",
    "LONGEST_AMOUNT",
    "MOST_CHOSEN",
    "MOST_RULES",
    "ORDERS",
    "VARIABLES",
    "WITHOUT_VALUE",
    "Act",
    "Chosen",
    "Condition",
    "Filter",
    "Found",
    "Group",
    "Hit",
    "Kind",
    "Looking",
    "Offered",
    "Operator",
    "Ready",
    "Rule",
    "TooMuch",
    "Unit",
    "Use",
    "Value",
    "Words",
    "act_named",
    "acts",
    "answers_something",
    "bounded",
    "building",
    "by_subject",
    "canned_files_of",
    "canned_for",
    "canned_here",
    "condition_named",
    "counts_among",
    "declare",
    "declare_act",
    "fitting",
    "groups",
    "is_restricted",
    "let_in",
    "lets_in",
    "mark_of",
    "names_of_own",
    "one_of_all",
    "own_status_keyed",
    "own_statuses",
    "read",
    "read_acts",
    "ready",
    "restricted_among",
    "scope",
    "search",
    "spam_kept_for",
    "stand_in",
    "there_among",
]
