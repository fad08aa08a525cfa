"""Carrying messages to webhooks: one after the other in each lane, tried again with growing waits, and written down.

A message is sent outside of any transaction and what came of it is written down right after; a worker that dies
in between sends it once more under the same number. While the other side does not answer, its webhook rests as a whole,
so that what waits for it does not keep workers busy.
"""

import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pult.api import notices, signing
from pult.api.models import Webhook, WebhookAttempt, WebhookDelivery
from pult.api.types import (
    KEEP_DAYS,
    MOST_OF_ANSWER,
    OFF_AFTER_DAYS,
    SECONDS,
    TEST,
    TO_SEND,
    WAITS,
    Act,
    DeliveryState,
    OffBecause,
)
from pult.foundation.actors import SYSTEM
from pult.foundation.audit import operations as audit
from pult.foundation.web import outgoing

from .queueing import queue_lanes

# A job carries messages for so long, then makes room for others.
SHIFT_SECONDS = 20.0
AT_ONCE = 100
GONE = 410
REDIRECT = "redirect"
LONGEST_REST = timedelta(minutes=30)


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt."""

    took_ms: int
    status: int | None = None
    answer: str = ""
    trouble: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the other side has taken the message."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_silence(self) -> bool:
        """Whether nobody sensible answered, so that the next message would fare no better."""
        return self.status is None or self.status >= 500 or self.status == 429


def send_lane(webhook: Webhook, lane: int) -> int:
    """Send what is due in one lane of a webhook. Returns how many attempts were made."""
    began, count = time.monotonic(), 0
    while time.monotonic() - began < SHIFT_SECONDS:
        webhook.refresh_from_db()
        at = timezone.now()
        if webhook.rests_until and webhook.rests_until > at:
            return count
        due = WebhookDelivery.objects.due(at).filter(webhook=webhook, lane=lane)
        first = (due if webhook.is_active else due.filter(fact=TEST)).order_by("next_try_at", "pk").first()
        if first is None:
            return count
        attempt(webhook, first, at=at)
        count += 1
    queue_lanes([(webhook.pk, lane)])
    return count


def queue_due(*, at: datetime | None = None) -> int:
    """Have what is due carried, also what a dead worker left behind. Returns in how many lanes something waits."""
    at = at or timezone.now()
    due = WebhookDelivery.objects.filter(state__in=TO_SEND, next_try_at__lte=at, webhook__is_active=True)
    awake = due.exclude(webhook__rests_until__gt=at)
    lanes = list(awake.order_by().values_list("webhook_id", "lane").distinct())
    queue_lanes(lanes)
    return len(lanes)


def forget_old_deliveries(*, at: datetime | None = None) -> int:
    """Drop what was sent, or given up, long ago."""
    before = (at or timezone.now()) - timedelta(days=KEEP_DAYS)
    old = WebhookDelivery.objects.filter(queued_at__lt=before).exclude(state__in=TO_SEND)
    return old.delete()[0]


def attempt(webhook: Webhook, delivery: WebhookDelivery, *, at: datetime) -> Outcome:
    """Try to deliver one message, and write down what came of it."""
    outcome = _post(webhook, delivery, at)
    _write_down(webhook, delivery, outcome, at)
    return outcome


def _post(webhook: Webhook, delivery: WebhookDelivery, at: datetime) -> Outcome:
    body = delivery.body.encode()
    headers = signing.headers(webhook.secrets_at(at), message_id=delivery.message_id, at=at, body=body)
    began = time.monotonic()
    status, answer, trouble = None, "", ""
    try:
        said = outgoing.call(
            "POST", webhook.address, body=body, headers=headers, seconds=SECONDS, largest=MOST_OF_ANSWER
        )
        status, answer = said.status, said.body.decode("utf-8", "replace").replace("\x00", "")
        trouble = REDIRECT if 300 <= status < 400 else ""
    except outgoing.NotCalled as refusal:
        trouble = str(refusal.why)
    took = int((time.monotonic() - began) * 1000)
    return Outcome(took_ms=took, status=status, answer=answer, trouble=trouble)


@transaction.atomic
def _write_down(webhook: Webhook, delivery: WebhookDelivery, outcome: Outcome, at: datetime) -> None:
    WebhookAttempt.objects.create(
        delivery=delivery,
        at=at,
        status=outcome.status,
        took_ms=outcome.took_ms,
        answer=outcome.answer,
        trouble=outcome.trouble,
    )
    state, next_try_at = _standing(delivery, outcome, at)
    WebhookDelivery.objects.filter(pk=delivery.pk).update(
        state=state, next_try_at=next_try_at, attempts=F("attempts") + 1
    )
    row = Webhook.objects.filter(pk=webhook.pk)
    if outcome.is_taken:
        if webhook.failures:
            row.update(failing_since=None, failures=0, rests_until=None)
        return
    since = webhook.failing_since or at
    rest = _rest_after(webhook.failures) if outcome.is_silence else None
    row.update(failing_since=since, failures=F("failures") + 1, rests_until=rest and at + rest)
    if outcome.status == GONE:
        _switch_off(webhook, OffBecause.GONE, at)
    elif at - since >= timedelta(days=OFF_AFTER_DAYS):
        _switch_off(webhook, OffBecause.FAILING, at)


def _standing(delivery: WebhookDelivery, outcome: Outcome, at: datetime) -> tuple[DeliveryState, datetime]:
    if outcome.is_taken:
        return DeliveryState.DONE, at
    if outcome.status == GONE or delivery.fact == TEST or delivery.attempts >= len(WAITS):
        return DeliveryState.FAILED, at
    wait = timedelta(minutes=WAITS[delivery.attempts]) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    return DeliveryState.RETRYING, at + wait


def _rest_after(failures: int) -> timedelta | None:
    """How long nothing is sent at all, once several messages in a row were met with silence."""
    return min(timedelta(seconds=30) * 2 ** min(failures, 8), LONGEST_REST) if failures >= 2 else None


def _switch_off(webhook: Webhook, why: OffBecause, at: datetime) -> None:
    """Nobody is there any more: stop trying, and tell those who set webhooks up."""
    if not Webhook.objects.active().filter(pk=webhook.pk).update(is_active=False, off_because=why):
        return
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state__in=TO_SEND)
    waiting.update(state=DeliveryState.FAILED)
    audit.record(
        Act.SWITCHED_OFF,
        by=SYSTEM,
        about=f"webhook:{webhook.pk}",
        about_name=str(webhook),
        after={"because": str(why)},
        at=at,
    )
    notices.tell_switched_off(webhook, at=at)
