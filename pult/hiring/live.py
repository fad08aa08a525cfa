"""The live topics of hiring: one application, and the board of one opening."""

from pult.foundation import live
from pult.foundation.actors import Actor

from .models import Application, Opening


def _applications(actor: Actor, asked: set[int]) -> set[int]:
    return set(Application.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


def _openings(actor: Actor, asked: set[int]) -> set[int]:
    return set(Opening.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


APPLICATION = live.Topic("application", may_listen=_applications)
OPENING = live.Topic("opening", may_listen=_openings)
