"""Verbs about conversations, cut by noun: intake, writing, status, ownership, drafts."""

from .acknowledging import acknowledge
from .answered_sides import note_undelivered
from .archiving import put_away
from .bringing import Past, PastMessage, bring_in, bring_in_more
from .bulk import act_on_many, run_bulk, undo_bulk
from .canned import count_use, drop_canned_reply, save_canned_reply
from .checklists import (
    add_checklist,
    add_item,
    change_checklist,
    needed_in,
    remove_checklist,
    tick_item,
)
from .drafts import discard_draft, mark_read, save_draft
from .erasing import (
    drop_over,
    erase_apart,
    erase_asked,
    erase_content,
    erase_files,
    erase_over,
    erase_traces,
)
from .fielding import begin_fields, missing_in, set_type, tell, write_fields
from .following import follow, unfollow
from .hints import hint_of, refuse_hint
from .indexing import index_again, index_outdated
from .intake import Received, receive
from .labels import set_due, set_priority, set_subject, set_tags
from .leading import root_of
from .links import answer_incidents, link, unlink
from .merging import merge, undo_merge
from .own_statuses import (
    drop_own_status,
    move_own_status,
    restore_own_status,
    save_own_status,
    set_own_status,
)
from .ownership import assign, give_to_bot, hand_to, take_from_bot, transfer
from .planning import change_plan, drop_plan, plan_reply, send_due, send_now, send_planned, take_back
from .saved_views import drop_view, move_view, save_view
from .scripts import answer_script, begin_script, play_of, step_back_in_script, stop_script
from .sides import (
    Asked,
    close_side,
    mailbox_of,
    open_side,
    quoted,
    reopen_side,
    set_opens_parent,
    write_in_side,
)
from .spam import drop_spam, is_old_spam, keep_spam_for, mark_spam, release_spam
from .splitting import split
from .status import close, hold, reopen, set_pending, snooze, solve, wake_due
from .writing import note, open_conversation, record_delivery, reply

__all__ = [
    "Asked",
    "Past",
    "PastMessage",
    "Received",
    "acknowledge",
    "act_on_many",
    "add_checklist",
    "add_item",
    "answer_incidents",
    "answer_script",
    "assign",
    "begin_fields",
    "begin_script",
    "bring_in",
    "bring_in_more",
    "change_checklist",
    "change_plan",
    "close",
    "close_side",
    "count_use",
    "discard_draft",
    "drop_canned_reply",
    "drop_over",
    "drop_own_status",
    "drop_plan",
    "drop_spam",
    "drop_view",
    "erase_apart",
    "erase_asked",
    "erase_content",
    "erase_files",
    "erase_over",
    "erase_traces",
    "follow",
    "give_to_bot",
    "hand_to",
    "hint_of",
    "hold",
    "index_again",
    "index_outdated",
    "is_old_spam",
    "keep_spam_for",
    "link",
    "mailbox_of",
    "mark_read",
    "mark_spam",
    "merge",
    "missing_in",
    "move_own_status",
    "move_view",
    "needed_in",
    "note",
    "note_undelivered",
    "open_conversation",
    "open_side",
    "plan_reply",
    "play_of",
    "put_away",
    "quoted",
    "receive",
    "record_delivery",
    "refuse_hint",
    "release_spam",
    "remove_checklist",
    "reopen",
    "reopen_side",
    "reply",
    "restore_own_status",
    "root_of",
    "run_bulk",
    "save_canned_reply",
    "save_draft",
    "save_own_status",
    "save_view",
    "send_due",
    "send_now",
    "send_planned",
    "set_due",
    "set_opens_parent",
    "set_own_status",
    "set_pending",
    "set_priority",
    "set_subject",
    "set_tags",
    "set_type",
    "snooze",
    "solve",
    "split",
    "step_back_in_script",
    "stop_script",
    "take_back",
    "take_from_bot",
    "tell",
    "tick_item",
    "transfer",
    "undo_bulk",
    "undo_merge",
    "unfollow",
    "unlink",
    "wake_due",
    "write_fields",
    "write_in_side",
]
