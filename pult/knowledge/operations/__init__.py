"""Verbs about what the department knows."""

from .closures import announce_closure, draft_closure, drop_closure, withdraw_closure, word_closure
from .concepts import change_concept, index_concepts, remove_concept, renew_concepts, write_concept
from .files import add_file
from .gaps import answer_gap, dismiss_gap, note_gap, reopen_gap
from .indexing import index_document, index_outdated
from .publishing import confirm_current, publish, restore, withdraw
from .reading import note_looking, note_reading, note_request, record_feedback, settle_visits
from .searching import change_certainty, forget_searches, note_search
from .writing import discard_draft, save_draft, translate, write

__all__ = [
    "add_file",
    "announce_closure",
    "answer_gap",
    "change_certainty",
    "change_concept",
    "confirm_current",
    "discard_draft",
    "dismiss_gap",
    "draft_closure",
    "drop_closure",
    "forget_searches",
    "index_concepts",
    "index_document",
    "index_outdated",
    "note_gap",
    "note_looking",
    "note_reading",
    "note_request",
    "note_search",
    "publish",
    "record_feedback",
    "remove_concept",
    "renew_concepts",
    "reopen_gap",
    "restore",
    "save_draft",
    "settle_visits",
    "translate",
    "withdraw",
    "withdraw_closure",
    "word_closure",
    "write",
    "write_concept",
]
