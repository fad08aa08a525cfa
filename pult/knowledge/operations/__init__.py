"""Verbs about what the department knows."""

from pult.knowledge.carrying.bundle import of_archive as bundle_of_archive
from pult.knowledge.carrying.bundle import of_file as bundle_of_file
from pult.knowledge.carrying.bundle import of_folder as bundle_of_folder
from pult.knowledge.carrying.foreseen import foresee

from .categories import add_category, change_category, move_category, remove_category
from .closures import announce_closure, draft_closure, drop_closure, withdraw_closure, word_closure
from .comments import reopen_comment, settle_comment
from .concepts import (
    change_concept,
    index_concepts,
    remove_concept,
    renew_concepts,
    restore_concept,
    write_concept,
)
from .describing import also_ask, change_document, put_away, take_out
from .exporting import take_out_all
from .files import add_file
from .gaps import answer_gap, begin_answer, dismiss_gap, note_gap, reopen_gap
from .importing import bring_in
from .indexing import index_document, index_outdated
from .publishing import confirm_current, publish, restore, withdraw
from .reading import note_looking, note_reading, note_request, record_feedback, settle_visits
from .reviewing import confirm_review, remind_of_reviews
from .scripts import change_script, publish_script, script_of, write_script
from .searching import change_certainty, forget_searches, note_search
from .signing import ask_for_signatures, ask_newcomers, remind_to_sign, sign, stop_asking, write_to_sign
from .transfers import (
    ask_for_export,
    ask_for_import,
    foresee_import,
    run_export,
    run_import,
    start_import,
)
from .writing import discard_draft, save_draft, translate, write

__all__ = [
    "add_category",
    "add_file",
    "also_ask",
    "announce_closure",
    "answer_gap",
    "ask_for_export",
    "ask_for_import",
    "ask_for_signatures",
    "ask_newcomers",
    "begin_answer",
    "bring_in",
    "bundle_of_archive",
    "bundle_of_file",
    "bundle_of_folder",
    "change_category",
    "change_certainty",
    "change_concept",
    "change_document",
    "change_script",
    "confirm_current",
    "confirm_review",
    "discard_draft",
    "dismiss_gap",
    "draft_closure",
    "drop_closure",
    "foresee",
    "foresee_import",
    "forget_searches",
    "index_concepts",
    "index_document",
    "index_outdated",
    "move_category",
    "note_gap",
    "note_looking",
    "note_reading",
    "note_request",
    "note_search",
    "publish",
    "publish_script",
    "put_away",
    "record_feedback",
    "remind_of_reviews",
    "remind_to_sign",
    "remove_category",
    "remove_concept",
    "renew_concepts",
    "reopen_comment",
    "reopen_gap",
    "restore",
    "restore_concept",
    "run_export",
    "run_import",
    "save_draft",
    "script_of",
    "settle_comment",
    "settle_visits",
    "sign",
    "start_import",
    "stop_asking",
    "take_out",
    "take_out_all",
    "translate",
    "withdraw",
    "withdraw_closure",
    "word_closure",
    "write",
    "write_concept",
    "write_script",
    "write_to_sign",
]
