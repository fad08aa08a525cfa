"""Asking the model: a person asks, a job carries it out, and the person may stop waiting."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.assistant.errors import ModelIsOff
from pult.assistant.live import MODEL_CALL
from pult.assistant.llm import Failure
from pult.assistant.models import ModelCall, ModelEndpoint, ModelText
from pult.assistant.types import CallState, Use
from pult.conversations.models import Conversation
from pult.foundation import jobs, live
from pult.foundation.actors import Actor

KEPT_FOR: Final = timedelta(days=1)
KEPT_MASKED_FOR: Final = timedelta(days=30)
LOST_FOR_GOOD: Final = timedelta(minutes=15)
CARRY_OUT: Final = "assistant.ask_model"


@transaction.atomic
def ask_model(
    use: Use,
    conversation: Conversation,
    *,
    by: Actor,
    wanted: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> ModelCall:
    """Ask the model for something about a conversation. The answer comes later; asking again replaces the question."""
    at = at or timezone.now()
    endpoint = ModelEndpoint.objects.ready().first()
    if endpoint is None or not endpoint.serves(use):
        raise ModelIsOff(_("The model is not used for this."))
    for earlier in ModelCall.objects.going_on().asked_by(by).filter(conversation=conversation, use=use):
        stop_call(earlier, by=by, at=at)
    return send_off(use, endpoint=endpoint, conversation=conversation, wanted=wanted, by=by, at=at)


def send_off(
    use: Use,
    *,
    endpoint: ModelEndpoint,
    by: Actor,
    at: datetime,
    conversation: Conversation | None = None,
    wanted: dict[str, Any] | None = None,
) -> ModelCall:
    """Write a question down and queue the job that asks it."""
    call = ModelCall.objects.create(
        use=use,
        conversation=conversation,
        person_id=by.person_id or None,
        by=by.ref,
        model=endpoint.model,
        currency=endpoint.currency,
        is_masked=endpoint.rule_for(use).is_masked,
        at=at,
    )
    ModelText.objects.create(call=call, conversation=conversation, wanted=wanted or {}, at=at)
    queue(call)
    return call


def queue(call: ModelCall, *, at: datetime | None = None) -> None:
    """Have a worker ask it, now or later."""
    jobs.defer(CARRY_OUT, lock=f"model_call:{call.pk}", at=at, call_id=call.pk)
    live.announce(MODEL_CALL.of(call.pk))


@transaction.atomic
def stop_call(call: ModelCall, *, by: Actor, at: datetime | None = None) -> bool:  # noqa: ARG001
    """Wait for the answer no longer, or throw it away. What the endpoint has begun may cost all the same."""
    at = at or timezone.now()
    going_on = ModelCall.objects.going_on().filter(pk=call.pk)
    stopped = going_on.update(state=CallState.STOPPED, ended_at=at, next_try_at=None)
    _forget(ModelText.objects.filter(call=call))
    call.refresh_from_db()
    live.announce(MODEL_CALL.of(call.pk))
    return bool(stopped)


def forget_texts(*, at: datetime | None = None) -> int:
    """Forget the words of questions that are a day old; what is kept with personal data hidden goes after a month."""
    at = at or timezone.now()
    old = ModelText.objects.filter(at__lt=at - KEPT_FOR, call__ended_at__isnull=False)
    forgotten = old.exclude(wanted={}, told=None).update(wanted={}, told=None)
    gone, _kinds = old.filter(sent_masked="", told_masked="").delete()
    older, _kinds = old.filter(at__lt=at - KEPT_MASKED_FOR).delete()
    return forgotten + gone + older


def end_lost(*, at: datetime | None = None) -> int:
    """Tell those who still wait that their question was lost, such as by a fault of Pult itself."""
    at = at or timezone.now()
    lost = ModelCall.objects.going_on().filter(at__lt=at - LOST_FOR_GOOD)
    keys = list(lost.values_list("pk", flat=True))
    for key in keys:
        still = ModelCall.objects.going_on().filter(pk=key)
        still.update(state=CallState.FAILED, failure=Failure.LOST, ended_at=at, next_try_at=None)
        live.announce(MODEL_CALL.of(key))
    return len(keys)


def _forget(texts: Any) -> None:
    texts.update(wanted={}, told=None)
