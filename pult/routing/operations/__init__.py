"""Verbs of routing: give work out and take it back, let customers wait, offer them, choose how that is done."""

from .departing import note_departure, note_return
from .needs import ask_for_skill, drop_need, set_competences, set_returning
from .next import check_may_take, take_next
from .offering import accept, decline, move_on, offer_next, withdraw_offers
from .placing import place, place_waiting, set_method
from .queueing import enter_queue, leave_queue
from .returning import return_work
from .rooms import set_room, set_rules
from .watching import join_quietly, take_over

__all__ = [
    "accept",
    "ask_for_skill",
    "check_may_take",
    "decline",
    "drop_need",
    "enter_queue",
    "join_quietly",
    "leave_queue",
    "move_on",
    "note_departure",
    "note_return",
    "offer_next",
    "place",
    "place_waiting",
    "return_work",
    "set_competences",
    "set_method",
    "set_returning",
    "set_room",
    "set_rules",
    "take_next",
    "take_over",
    "withdraw_offers",
]
