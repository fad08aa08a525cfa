"""Verbs of the assistant, cut by noun: talking, judging, bots, flows."""

from .opinions import mark_wrong, take_mark_back
from .talking import answer, end_silent, hand_over, leave_to_people, step_aside, takes

__all__ = [
    "answer",
    "end_silent",
    "hand_over",
    "leave_to_people",
    "mark_wrong",
    "step_aside",
    "take_mark_back",
    "takes",
]
