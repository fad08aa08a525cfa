"""Acts on a conversation that can be chosen beforehand, by somebody for many at once or for what acts by itself."""

from .chosen import MOST_CHOSEN, Chosen, Offered, read
from .registry import BEFOREHAND, Act, Use, Value, act_named, acts, declare

__all__ = [
    "BEFOREHAND",
    "MOST_CHOSEN",
    "Act",
    "Chosen",
    "Offered",
    "Use",
    "Value",
    "act_named",
    "acts",
    "declare",
    "read",
]
