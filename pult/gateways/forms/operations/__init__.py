"""Verbs of the form door."""

from .building import add_field, change_field, change_form, move_field, open_form, remove_field
from .receiving import answer_by_mail, submit
from .visits import (
    measure_visit,
    note_answered,
    note_on_portal,
    note_opened,
    note_sent,
    note_shown,
    settle_visits,
)

__all__ = [
    "add_field",
    "answer_by_mail",
    "change_field",
    "change_form",
    "measure_visit",
    "move_field",
    "note_answered",
    "note_on_portal",
    "note_opened",
    "note_sent",
    "note_shown",
    "open_form",
    "remove_field",
    "settle_visits",
    "submit",
]
