"""Verbs about fields, types, and what is written in them."""

from .defining import Wanted, add_field, change_field, move_field, restore_field, retire_field, show_only_when
from .typed import add_type, change_type, move_type, restore_type, retire_type
from .values import carry_values, forget_values, give_back_values, write_many, write_values

__all__ = [
    "Wanted",
    "add_field",
    "add_type",
    "carry_values",
    "change_field",
    "change_type",
    "forget_values",
    "give_back_values",
    "move_field",
    "move_type",
    "restore_field",
    "restore_type",
    "retire_field",
    "retire_type",
    "show_only_when",
    "write_many",
    "write_values",
]
