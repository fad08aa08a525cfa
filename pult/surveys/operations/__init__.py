"""Verbs of surveys: make and publish, ask, answer, open and close waves, read results."""

from pult.surveys.numbers import numbers_of
from pult.surveys.results import Wanted

from .answering import answer, answer_open
from .asking import (
    cancel,
    forget,
    forget_about,
    invite,
    issue,
    mark_bounced,
    mark_sent,
    send_due,
)
from .building import (
    add_question,
    archive,
    change_rules,
    draft,
    new_survey,
    publish_draft,
    set_texts,
    survey_named,
    take_ready,
)
from .questions import change_question, move_question, remove_question
from .reading import answers_under_names, export_results, read_results
from .waves import ask_audience, close_due, close_wave, open_wave

__all__ = [
    "Wanted",
    "add_question",
    "answer",
    "answer_open",
    "answers_under_names",
    "archive",
    "ask_audience",
    "cancel",
    "change_question",
    "change_rules",
    "close_due",
    "close_wave",
    "draft",
    "export_results",
    "forget",
    "forget_about",
    "invite",
    "issue",
    "mark_bounced",
    "mark_sent",
    "move_question",
    "new_survey",
    "numbers_of",
    "open_wave",
    "publish_draft",
    "read_results",
    "remove_question",
    "send_due",
    "set_texts",
    "survey_named",
    "take_ready",
]
