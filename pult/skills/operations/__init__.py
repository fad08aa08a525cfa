"""Verbs about skills."""

from .catalogue import add_skill, bring_back_skill, change_skill, remove_skill, retire_skill
from .evidence import (
    evidence,
    find_or_make_holder,
    forget_holder,
    join_person,
    new_holder,
    rename_holder,
    take_back,
)
from .profiles import Line, change_profile, copy_profile, open_profile, remove_profile
from .shipping import renew_catalogue

__all__ = [
    "Line",
    "add_skill",
    "bring_back_skill",
    "change_profile",
    "change_skill",
    "copy_profile",
    "evidence",
    "find_or_make_holder",
    "forget_holder",
    "join_person",
    "new_holder",
    "open_profile",
    "remove_profile",
    "remove_skill",
    "rename_holder",
    "renew_catalogue",
    "retire_skill",
    "take_back",
]
