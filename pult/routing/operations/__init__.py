"""Verbs of routing: give work out, let customers wait, offer them, choose how that is done."""

from .departing import note_departure, note_return
from .offering import accept, decline, move_on, offer_next, withdraw_offers
from .placing import place, place_waiting, set_method
from .queueing import enter_queue, leave_queue
from .rooms import set_room, set_rules
from .watching import join_quietly, take_over

__all__ = [
    "accept",
    "decline",
    "enter_queue",
    "join_quietly",
    "leave_queue",
    "move_on",
    "note_departure",
    "note_return",
    "offer_next",
    "place",
    "place_waiting",
    "set_method",
    "set_room",
    "set_rules",
    "take_over",
    "withdraw_offers",
]
