"""The live topics of routing: what is offered to somebody, and the queues as a whole."""

from pult.foundation import live
from pult.foundation.actors import Actor

from .types import Right


def _own(actor: Actor, asked: set[int]) -> set[int]:
    return asked & {actor.person_id} - {0}


def _watched(actor: Actor, asked: set[int]) -> set[int]:
    return asked & {0} if actor.has(Right.WATCH) else set()


OFFERS = live.Topic("offers", may_listen=_own)
QUEUES = live.Topic("queues", may_listen=_watched)
