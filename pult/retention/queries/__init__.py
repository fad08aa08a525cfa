"""What the rules would take, what is on hold, and what went."""

from .due import Due, due, due_page, few_of, is_due, portion
from .holds import (
    held_conversations,
    hold_of_conversation,
    hold_of_customer,
    holds_on_conversation,
    holds_on_customer,
    holds_page,
    is_held,
)
from .screens import figures_of, runs_page

__all__ = [
    "Due",
    "due",
    "due_page",
    "few_of",
    "figures_of",
    "held_conversations",
    "hold_of_conversation",
    "hold_of_customer",
    "holds_on_conversation",
    "holds_on_customer",
    "holds_page",
    "is_due",
    "is_held",
    "portion",
    "runs_page",
]
