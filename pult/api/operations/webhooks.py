"""Setting webhooks up, renewing their secrets, sending again what did not arrive."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.api import signing
from pult.api.catalogue import BY_NAME
from pult.api.models import ReadPosition, Webhook, WebhookDelivery
from pult.api.models.webhooks import SECRET_PURPOSE
from pult.api.payloads import body_of, data_about
from pult.api.types import ASKED, SECRET_LASTS_HOURS, TEST, TO_SEND, TROUBLES, Act, DeliveryState, OffBecause
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.sealing import seal
from pult.foundation.web import outgoing
from pult.workforce.models import Department

from .queueing import delivery, queue_lanes
from .reading import newest


@transaction.atomic
def create_webhook(
    address: str,
    *,
    facts: Iterable[str],
    by: Actor,
    description: str = "",
    departments: Iterable[Department] = (),
    is_active: bool = True,
    at: datetime | None = None,
) -> tuple[Webhook, str]:
    """Tell another system of some facts from now on. Returns the webhook, and its secret, which is shown this once."""
    secret = signing.new_secret()
    ReadPosition.objects.bulk_create([ReadPosition()], ignore_conflicts=True)
    webhook = Webhook.objects.create(
        address=_fit(address),
        description=description[:200],
        facts=_known(facts),
        is_active=is_active,
        sealed_secret=seal(secret, purpose=SECRET_PURPOSE),
        since_event=newest(),
    )
    webhook.departments.set(departments)
    _note(Act.CREATED, webhook, by=by, after=_told(webhook), at=at)
    return webhook, secret


@transaction.atomic
def change_webhook(
    webhook: Webhook,
    *,
    by: Actor,
    address: str | None = None,
    facts: Iterable[str] | None = None,
    description: str | None = None,
    departments: Iterable[Department] | None = None,
    is_active: bool | None = None,
    at: datetime | None = None,
) -> None:
    """Tell it of other facts, reach it elsewhere, switch it off or on. What is left out stays."""
    before = _told(webhook)
    given = {
        "address": None if address is None else _fit(address),
        "facts": None if facts is None else _known(facts),
        "description": None if description is None else description[:200],
        "is_active": is_active,
    }
    values: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    if is_active and not webhook.is_active:
        # It begins anew: what happened meanwhile is not told.
        values |= {"off_because": OffBecause.NONE, "failing_since": None, "failures": 0, "rests_until": None}
        values["since_event"] = newest()
    if values:
        Webhook.objects.filter(pk=webhook.pk).update(**values)
        webhook.refresh_from_db()
    if is_active is False:
        waiting = WebhookDelivery.objects.filter(webhook=webhook, state__in=TO_SEND)
        waiting.update(state=DeliveryState.FAILED)
    if departments is not None:
        webhook.departments.set(departments)
    after = _told(webhook)
    if after != before:
        _note(Act.CHANGED, webhook, by=by, before=before, after=after, at=at)


@transaction.atomic
def rotate_secret(webhook: Webhook, *, by: Actor, at: datetime | None = None) -> str:
    """Renew the secret. For a day messages carry both signatures, so that the other side can change over."""
    at, secret = at or timezone.now(), signing.new_secret()
    Webhook.objects.filter(pk=webhook.pk).update(
        sealed_secret=seal(secret, purpose=SECRET_PURPOSE),
        sealed_old_secret=webhook.sealed_secret,
        old_secret_until=at + timedelta(hours=SECRET_LASTS_HOURS),
    )
    webhook.refresh_from_db()
    _note(Act.ROTATED, webhook, by=by, at=at)
    return secret


@transaction.atomic
def drop_webhook(webhook: Webhook, *, by: Actor, at: datetime | None = None) -> None:
    """Tell it of nothing any more, and forget its log."""
    _note(Act.REMOVED, webhook, by=by, before=_told(webhook), at=at)
    Webhook.objects.filter(pk=webhook.pk).delete()


@transaction.atomic
def send_test(webhook: Webhook, *, by: Actor, at: datetime | None = None) -> WebhookDelivery:
    """Send it something harmless, whether it is active or not."""
    at = at or timezone.now()
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=None)
    return _queue(webhook, TEST, f"webhook:{webhook.pk}", body_of(TEST, at, {"by": by.ref}), at)


@transaction.atomic
def call(
    webhook: Webhook, conversation: Conversation, *, rule: str = "", at: datetime | None = None
) -> WebhookDelivery | None:
    """Tell it of a conversation because a rule says so. Nothing where it is switched off, or must not know of it."""
    at = at or timezone.now()
    if not webhook.is_active or not conversation.is_genuine:
        return None
    body = body_of(ASKED, at, data_about(conversation, rule=rule))
    return _queue(webhook, ASKED, f"conversation:{conversation.pk}", body, at)


@transaction.atomic
def resend(sent: WebhookDelivery, *, by: Actor, at: datetime | None = None) -> None:
    """Send one message again, as it was, under its own number."""
    at = at or timezone.now()
    if not sent.webhook.is_active and sent.fact != TEST:
        raise Invalid(_("This webhook is switched off. Switch it on first."))
    WebhookDelivery.objects.filter(pk=sent.pk).update(state=DeliveryState.WAITING, attempts=0, next_try_at=at)
    Webhook.objects.filter(pk=sent.webhook_id).update(rests_until=None)
    _note(Act.RESENT, sent.webhook, by=by, after={"message": sent.message_id}, at=at)
    queue_lanes([(sent.webhook_id, sent.lane)])


@transaction.atomic
def resend_failed(webhook: Webhook, *, since: datetime, by: Actor, at: datetime | None = None) -> int:
    """Send everything again that did not arrive since a moment. Returns how many messages that are."""
    at = at or timezone.now()
    if not webhook.is_active:
        raise Invalid(_("This webhook is switched off. Switch it on first."))
    failed = WebhookDelivery.objects.not_taken().filter(webhook=webhook, queued_at__gte=since)
    lanes = list(failed.order_by().values_list("lane", flat=True).distinct())
    count = failed.update(state=DeliveryState.WAITING, attempts=0, next_try_at=at)
    if count:
        Webhook.objects.filter(pk=webhook.pk).update(rests_until=None)
        _note(Act.RESENT, webhook, by=by, after={"since": since.isoformat(), "messages": count}, at=at)
        queue_lanes((webhook.pk, lane) for lane in lanes)
    return count


def _queue(webhook: Webhook, fact: str, subject: str, body: str, at: datetime) -> WebhookDelivery:
    made = delivery(webhook.pk, fact=fact, subject=subject, body=body, at=at)
    made.save()
    queue_lanes([(webhook.pk, made.lane)])
    return made


def _fit(address: str) -> str:
    """The address, if it is one that could ever be called."""
    address = address.strip()
    try:
        outgoing.check(address)
    except outgoing.NotCalled as refusal:
        raise Invalid(TROUBLES[refusal.why]) from refusal
    return address


def _known(facts: Iterable[str]) -> list[str]:
    wanted = sorted(set(facts))
    if not wanted or any(name not in BY_NAME for name in wanted):
        raise Invalid(_("Choose at least one of the facts that webhooks can tell of."))
    return wanted


def _told(webhook: Webhook) -> dict[str, object]:
    """What the audit log keeps of it; never a secret."""
    return {
        "address": webhook.address,
        "description": webhook.description,
        "facts": webhook.facts,
        "departments": sorted(webhook.departments.values_list("pk", flat=True)),
        "is_active": webhook.is_active,
    }


def _note(
    act: Act,
    webhook: Webhook,
    *,
    by: Actor,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    at: datetime | None = None,
) -> None:
    about = f"webhook:{webhook.pk}"
    audit.record(act, by=by, about=about, about_name=str(webhook), before=before, after=after, at=at)
