"""Verbs of hiring, cut by noun: openings, applying, applications, letters, interviews, erasing, settings."""

from .applications import (
    assign,
    keep_in_pool,
    move,
    note,
    reject,
    set_tags,
    take_up_again,
    unassign,
    withdraw,
)
from .applying import Form, Sent, add_file, apply
from .bank import (
    Scene,
    Wording,
    add_question,
    add_role_play,
    bring_back_question,
    bring_back_role_play,
    change_question,
    change_role_play,
    retire_question,
    retire_role_play,
)
from .bulk import act_on
from .decisions import decide
from .entering import begin_by_hand
from .equality import answer_equality, forget_equality, read_fairness
from .erasing import erase, erase_due, warn_due
from .evidence import ask_to_judge, begin_step
from .hiring import freeze_predictions, hire, name_account, show_member
from .interviews import book, cancel_interview, offer_times, remind_due
from .kits import (
    KitTexts,
    add_block,
    add_to_kit,
    change_kit,
    drop_block,
    drop_from_kit,
    move_in_kit,
    open_kit,
    propose_kit,
)
from .letters import change_letter, forget_letter, send_letter, write_to
from .looking import note_look
from .mail import answer_mail, erase_mail
from .offers import accept_offer, ask_about, decline_offer, expire_due, make_offer, withdraw_offer
from .openings import (
    Texts,
    approve,
    change_opening,
    close,
    draft_opening,
    pause,
    publish_opening,
    request_approval,
    send_back,
)
from .plans import Asked, Line, Step, ask_questions, plan_stages, set_profile
from .promises import announce_late, note_mail
from .settings import change_settings
from .settling import mark_question, settle_kit
from .shipping import forget_words, renew_bank
from .surveying import ask_candidates, measure_wave
from .writing import (
    close_due_writing,
    grant_time,
    hand_in_writing,
    save_writing,
    start_writing,
)
from .writing_tasks import Exercise, add_task, change_task, name_task, renew_tasks, set_task_retired

__all__ = [
    "Asked",
    "Exercise",
    "Form",
    "KitTexts",
    "Line",
    "Scene",
    "Sent",
    "Step",
    "Texts",
    "Wording",
    "accept_offer",
    "act_on",
    "add_block",
    "add_file",
    "add_question",
    "add_role_play",
    "add_task",
    "add_to_kit",
    "announce_late",
    "answer_equality",
    "answer_mail",
    "apply",
    "approve",
    "ask_about",
    "ask_candidates",
    "ask_questions",
    "ask_to_judge",
    "assign",
    "begin_by_hand",
    "begin_step",
    "book",
    "bring_back_question",
    "bring_back_role_play",
    "cancel_interview",
    "change_kit",
    "change_letter",
    "change_opening",
    "change_question",
    "change_role_play",
    "change_settings",
    "change_task",
    "close",
    "close_due_writing",
    "decide",
    "decline_offer",
    "draft_opening",
    "drop_block",
    "drop_from_kit",
    "erase",
    "erase_due",
    "erase_mail",
    "expire_due",
    "forget_equality",
    "forget_letter",
    "forget_words",
    "freeze_predictions",
    "grant_time",
    "hand_in_writing",
    "hire",
    "keep_in_pool",
    "make_offer",
    "mark_question",
    "measure_wave",
    "move",
    "move_in_kit",
    "name_account",
    "name_task",
    "note",
    "note_look",
    "note_mail",
    "offer_times",
    "open_kit",
    "pause",
    "plan_stages",
    "propose_kit",
    "publish_opening",
    "read_fairness",
    "reject",
    "remind_due",
    "renew_bank",
    "renew_tasks",
    "request_approval",
    "retire_question",
    "retire_role_play",
    "save_writing",
    "send_back",
    "send_letter",
    "set_profile",
    "set_tags",
    "set_task_retired",
    "settle_kit",
    "show_member",
    "start_writing",
    "take_up_again",
    "unassign",
    "warn_due",
    "withdraw",
    "withdraw_offer",
    "write_to",
]
