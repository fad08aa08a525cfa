"""The live topics of the chat door: what one visitor is told, what one does, and the list of those who are here."""

from pult.foundation import live
from pult.foundation.actors import Actor

from .models import Visitor
from .types import Right


def _visitors(actor: Actor, asked: set[int]) -> set[int]:
    return set(Visitor.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


def _list(actor: Actor, asked: set[int]) -> set[int]:
    return asked & {0} if actor.has(Right.SEE_VISITORS) else set()


VISITOR = live.Topic("visitor", may_listen=_visitors)
VISITING = live.Topic("visiting", may_listen=_visitors)
VISITORS = live.Topic("visitors", may_listen=_list)
