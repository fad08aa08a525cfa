"""Verbs of the assistant, cut by noun: talking, opinions of answers, bots, flows, the language model."""

from .asking import ask_model, end_lost, forget_texts, stop_call
from .bots import change_bot, change_chatter, open_bot, reset_chatter, set_details, take_threshold
from .calling import carry_out
from .endpoint import change_uses, connect_model, remove_model, try_model
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
from .forgetting import forget_conversation
from .opinions import mark_wrong, take_mark_back
from .suggesting import draft_article, judge_suggestion
from .taking_over import take_over
from .talking import answer, end_silent, hand_over, leave_to_people, say_found, step_aside, takes

__all__ = [
    "add_step",
    "answer",
    "ask_model",
    "begin_with",
    "carry_out",
    "change_bot",
    "change_chatter",
    "change_step",
    "change_uses",
    "connect_model",
    "draft_article",
    "end_lost",
    "end_silent",
    "forget_conversation",
    "forget_texts",
    "hand_over",
    "judge_suggestion",
    "leave_to_people",
    "mark_wrong",
    "open_bot",
    "publish_flow",
    "remove_flow",
    "remove_model",
    "remove_step",
    "reset_chatter",
    "restore_version",
    "say_found",
    "set_details",
    "step_aside",
    "stop_call",
    "take_mark_back",
    "take_over",
    "take_threshold",
    "takes",
    "try_model",
    "write_flow",
]
