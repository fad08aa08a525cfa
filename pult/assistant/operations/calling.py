"""Carrying a question to the model out: in a job, outside any transaction, with an end to patience and to cost."""

import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pult.assistant import llm
from pult.assistant.live import MODEL_CALL
from pult.assistant.llm import Endpoint, Failure, ModelFailed, Probe
from pult.assistant.llm.types import OF_ENDPOINT, TEMPORARY
from pult.assistant.models import ModelCall, ModelEndpoint, ModelMonth, ModelText
from pult.assistant.queries.model import month_of, why_not
from pult.assistant.types import GOING_ON, CallState, Use
from pult.assistant.uses import prepare
from pult.assistant.uses.asking import veil_for
from pult.foundation import live

from .asking import queue
from .talking import say_found

MOST_TRIES: Final = 3
MOST_AT_ONCE: Final = 3
LONGEST_WAIT_SECONDS: Final = 60.0
FAILURES_BEFORE_PAUSE: Final = 5
LONGEST_PAUSE_SECONDS: Final = 900
# Whoever runs longer than this was lost with its worker.
LOST_AFTER: Final = timedelta(minutes=5)
IMPATIENT: Final = (Use.BOT, Use.TEST)


@dataclass(kw_only=True)
class Outcome:
    """What came of asking."""

    told: dict[str, Any] | None = None
    failure: Failure | None = None
    retry_after: float | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    is_counted: bool = True
    sent: str = ""
    probe: Probe | None = None
    asked: Endpoint | None = None


def carry_out(call_id: int, *, at: datetime | None = None) -> ModelCall | None:
    """Ask what was queued, and write down what was told and what it took. None when nobody waits for it any more."""
    at = at or timezone.now()
    began = time.monotonic()
    call, outcome = _begin(call_id, at=at)
    if call is None:
        return None
    outcome = outcome or _ask(call)
    then = at + timedelta(seconds=time.monotonic() - began)
    call = _end(call.pk, outcome, at=then)
    if call.use == Use.BOT:
        say_found(call, at=then)
    return call


@transaction.atomic
def _begin(call_id: int, *, at: datetime) -> tuple[ModelCall | None, Outcome | None]:
    """Take the question up, unless something speaks against asking it now."""
    # Locked, so that somebody who stops waiting and the worker do not pass each other by.
    call = (
        ModelCall.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=call_id, state__in=GOING_ON)
        .first()
    )
    if call is None:
        return None, None
    against = Failure.LOST if call.tries >= MOST_TRIES else why_not(Use(call.use), at=at)
    if against is None and call.use not in IMPATIENT and _is_crowded(call, at=at):
        queue(call, at=at + timedelta(seconds=2))
        return None, None
    call.state, call.began_at, call.next_try_at, call.tries = CallState.RUNNING, at, None, call.tries + 1
    call.save(update_fields=["state", "began_at", "next_try_at", "tries"])
    live.announce(MODEL_CALL.of(call.pk))
    return call, Outcome(failure=against) if against else None


def _is_crowded(call: ModelCall, *, at: datetime) -> bool:
    """A few at once leave the other workers free for the mail."""
    others = ModelCall.objects.filter(state=CallState.RUNNING, began_at__gt=at - LOST_AFTER).exclude(
        pk=call.pk
    )
    return others.count() >= MOST_AT_ONCE


def _ask(call: ModelCall) -> Outcome:
    outcome = Outcome()
    try:
        outcome.asked = ModelEndpoint.objects.get().whole
        model = llm.model_at(outcome.asked)
        if call.use == Use.TEST:
            _try_out(llm.climb(model), outcome)
        else:
            _answer(call, model, outcome)
    except ModelEndpoint.DoesNotExist:
        outcome.failure = Failure.OFF
    except ModelFailed as failed:
        outcome.failure, outcome.retry_after = failed.failure, failed.retry_after
        _count(outcome, failed)
    return outcome


def _try_out(probe: Probe, outcome: Outcome) -> None:
    outcome.probe, outcome.failure = probe, probe.failure
    outcome.told = {"rung": probe.rung or ""}
    _count(outcome, probe)


def _answer(call: ModelCall, model: llm.LLM, outcome: Outcome) -> None:
    if call.conversation is None:
        raise ModelFailed(Failure.NO_SOURCE)
    errand = prepare(Use(call.use), call.conversation, call.text.wanted, is_masked=call.is_masked)
    outcome.sent = errand.ask.material
    answer = model.ask(errand.ask)
    _count(outcome, answer)
    outcome.told = errand.read(answer.value)


def _count(outcome: Outcome, told: llm.Told | Probe | ModelFailed) -> None:
    outcome.tokens_in += told.tokens_in
    outcome.tokens_out += told.tokens_out
    outcome.is_counted = outcome.is_counted and told.is_counted


@transaction.atomic
def _end(call_id: int, outcome: Outcome, *, at: datetime) -> ModelCall:
    # Locked for the same reason as at the beginning.
    call = ModelCall.objects.select_for_update(of=("self",), no_key=True).get(pk=call_id)
    endpoint = ModelEndpoint.objects.select_for_update(no_key=True).first()
    _pay(call, outcome, endpoint, at=at)
    if endpoint is not None:
        _judge(endpoint, call, outcome, at=at)
    if call.is_going_on:
        _settle(call, outcome, at=at)
    call.save()
    if call.state == CallState.DONE:
        _keep(call, outcome, keeps=endpoint is not None and endpoint.keeps_texts)
    live.announce(MODEL_CALL.of(call.pk))
    return call


def _pay(call: ModelCall, outcome: Outcome, endpoint: ModelEndpoint | None, *, at: datetime) -> None:
    cost = endpoint.cost_of(outcome.tokens_in, outcome.tokens_out) if endpoint else 0
    call.tokens_in += outcome.tokens_in
    call.tokens_out += outcome.tokens_out
    call.is_counted = call.is_counted and outcome.is_counted
    call.cost += cost
    if outcome.asked is not None:
        month, _is_new = ModelMonth.objects.get_or_create(month=month_of(at))
        ModelMonth.objects.filter(pk=month.pk).update(calls=F("calls") + 1, cost=F("cost") + cost)


def _settle(call: ModelCall, outcome: Outcome, *, at: datetime) -> None:
    wait = _wait(call, outcome)
    if wait is not None:
        call.state, call.next_try_at = CallState.WAITING, at + timedelta(seconds=wait)
        queue(call, at=call.next_try_at)
        return
    call.state = CallState.FAILED if outcome.failure else CallState.DONE
    call.failure = outcome.failure or ""
    call.ended_at = at


def _wait(call: ModelCall, outcome: Outcome) -> float | None:
    """How long to wait before another try; None when it is not worth one."""
    if outcome.failure not in TEMPORARY or call.use in IMPATIENT or call.tries >= MOST_TRIES:
        return None
    wait = outcome.retry_after if outcome.retry_after is not None else 2.0**call.tries
    return max(wait, 1.0) if wait <= LONGEST_WAIT_SECONDS else None


def _judge(endpoint: ModelEndpoint, call: ModelCall, outcome: Outcome, *, at: datetime) -> None:
    """After several failures in a row the endpoint is left alone, each time for longer."""
    if (
        outcome.asked is None
        or outcome.asked.address != endpoint.address
        or outcome.asked.model != endpoint.model
    ):
        return
    if outcome.probe is not None:
        endpoint.rung = outcome.probe.rung or ""
        endpoint.probe = [{"rung": one.rung, "failure": one.failure or ""} for one in outcome.probe.tried]
        endpoint.probed_at = at
    if outcome.failure in OF_ENDPOINT:
        endpoint.failures += 1
        over = endpoint.failures - FAILURES_BEFORE_PAUSE
        if over >= 0 and call.use != Use.TEST:
            seconds = min(60 * 2 ** min(over, 10), LONGEST_PAUSE_SECONDS)
            endpoint.paused_until = at + timedelta(seconds=seconds)
    elif outcome.failure is None:
        endpoint.failures, endpoint.paused_until = 0, None
    endpoint.save(update_fields=["rung", "probe", "probed_at", "failures", "paused_until"])


def _keep(call: ModelCall, outcome: Outcome, *, keeps: bool) -> None:
    """The answer waits for whoever asked. For the log personal data are hidden even where the model was shown them."""
    text = ModelText.objects.get(call=call)
    text.told = outcome.told
    if keeps and call.conversation is not None:
        veil = veil_for(call.conversation, is_masked=True)
        text.sent_masked = veil.over(outcome.sent)
        text.told_masked = veil.over(json.dumps(outcome.told, ensure_ascii=False))
    text.save(update_fields=["told", "sent_masked", "told_masked"])
