"""Questions about service levels: why a deadline is when it is, and how promises were kept."""

from .attainment import Group, Kept, Wanted, kept_by, owed_by
from .deadlines import (
    Account,
    Told,
    account,
    accounts,
    hours_version_for,
    policies,
    promise,
)
from .matching import asked_about, in_words, is_askable, offered, policy_for
from .promises import Late, State, clocks_behind, how_late, worst

__all__ = [
    "Account",
    "Group",
    "Kept",
    "Late",
    "State",
    "Told",
    "Wanted",
    "account",
    "accounts",
    "asked_about",
    "clocks_behind",
    "hours_version_for",
    "how_late",
    "in_words",
    "is_askable",
    "kept_by",
    "offered",
    "owed_by",
    "policies",
    "policy_for",
    "promise",
    "worst",
]
