"""The live topics of the desk."""

from pult.foundation import live
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .models import Conversation
from .types import Right


def _conversations(actor: Actor, asked: set[int]) -> set[int]:
    return set(Conversation.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


def _departments(actor: Actor, asked: set[int]) -> set[int]:
    seen = Department.objects.all() if actor.has(Right.READ_ALL) else Department.objects.of(actor)
    return set(seen.filter(pk__in=asked).values_list("pk", flat=True))


def _desk(actor: Actor, asked: set[int]) -> set[int]:
    return asked & {0} if actor.has(Right.READ_ALL) else set()


CONVERSATION = live.Topic("conversation", may_listen=_conversations)
SCRIPT = live.Topic("script", may_listen=_conversations)
DEPARTMENT = live.Topic("department", may_listen=_departments)
DESK = live.Topic("desk", may_listen=_desk)
