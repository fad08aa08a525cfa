"""Verbs of the assistant, cut by noun: talking, opinions of answers, bots, flows."""

from .bots import change_bot, change_chatter, open_bot, reset_chatter, set_details, take_threshold
from .flows import (
    add_step,
    begin_with,
    change_step,
    publish_flow,
    remove_flow,
    remove_step,
    restore_version,
    write_flow,
)
from .opinions import mark_wrong, take_mark_back
from .suggesting import draft_article, judge_suggestion
from .talking import answer, end_silent, hand_over, leave_to_people, step_aside, takes

__all__ = [
    "add_step",
    "answer",
    "begin_with",
    "change_bot",
    "change_chatter",
    "change_step",
    "draft_article",
    "end_silent",
    "hand_over",
    "judge_suggestion",
    "leave_to_people",
    "mark_wrong",
    "open_bot",
    "publish_flow",
    "remove_flow",
    "remove_step",
    "reset_chatter",
    "restore_version",
    "set_details",
    "step_aside",
    "take_mark_back",
    "take_threshold",
    "takes",
    "write_flow",
]
