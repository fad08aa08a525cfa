"""The live topic of panels. News say only that somebody is done, never what they gave."""

from pult.foundation import live
from pult.foundation.actors import Actor

from .models import Panel


def _panels(actor: Actor, asked: set[int]) -> set[int]:
    return set(Panel.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


PANEL = live.Topic("panel", may_listen=_panels)
