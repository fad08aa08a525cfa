"""Verbs about what the department knows."""

from .concepts import change_concept, index_concepts, remove_concept, renew_concepts, write_concept
from .files import add_file
from .gaps import answer_gap, dismiss_gap, note_gap, reopen_gap
from .indexing import index_document, index_outdated
from .publishing import confirm_current, publish, restore, withdraw
from .reading import note_looking, note_reading, note_request, record_feedback, settle_visits
from .searching import change_certainty, forget_searches, note_search
from .writing import discard_draft, save_draft, translate, write

__all__ = [
    "change_concept",
    "index_concepts",
    "remove_concept",
    "renew_concepts",
    "write_concept",
    "answer_gap",
    "dismiss_gap",
    "note_gap",
    "reopen_gap",
    "index_document",
    "index_outdated",
    "note_looking",
    "note_reading",
    "note_request",
    "record_feedback",
    "settle_visits",
    "change_certainty",
    "forget_searches",
    "note_search",
    "add_file",
    "confirm_current",
    "discard_draft",
    "publish",
    "restore",
    "save_draft",
    "translate",
    "withdraw",
    "write",
]
