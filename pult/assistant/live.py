"""The live topic of the assistant: a question to the model has come further."""

from pult.foundation import live
from pult.foundation.actors import Actor

from .models import ModelCall


def _calls(actor: Actor, asked: set[int]) -> set[int]:
    return set(ModelCall.objects.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


MODEL_CALL = live.Topic("model_call", may_listen=_calls)
