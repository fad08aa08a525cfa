"""`/webhooks`: set them up, read what was sent, send it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from pult.api import operations, queries
from pult.api.acting import REFUSALS, Listing, act_once, actor_of, listing, require
from pult.api.catalogue import FACTS
from pult.api.models import Webhook, WebhookDelivery
from pult.api.types import DeliveryState, OffBecause, Right
from pult.foundation.errors import Invalid
from pult.workforce.models import Department

router = Router(tags=["webhooks"])
RIGHT = Right.MANAGE_WEBHOOKS


class FactOut(Schema):
    """A fact that webhooks can be told of."""

    name: str
    description: str


class WebhookOut(Schema):
    """A webhook. `department_ids` empty means all of them."""

    id: int
    address: str
    description: str
    facts: list[str]
    department_ids: list[int]
    is_active: bool
    off_because: OffBecause
    failing_since: datetime | None
    created_at: datetime


class WebhookSecret(WebhookOut):
    """A webhook with its secret, which is shown this once."""

    secret: str


class NewWebhook(Schema):
    """A new webhook."""

    address: str = Field(max_length=500)
    facts: list[str]
    description: str = Field(default="", max_length=200)
    department_ids: list[int] = []
    is_active: bool = True


class WebhookChange(Schema):
    """What to change; what is left out stays."""

    address: str | None = Field(default=None, max_length=500)
    facts: list[str] | None = None
    description: str | None = Field(default=None, max_length=200)
    department_ids: list[int] | None = None
    is_active: bool | None = None


class AttemptOut(Schema):
    """One attempt: the status, or what stood in the way, and the first kilobyte of the answer."""

    at: datetime
    status: int | None
    took_ms: int
    answer: str
    trouble: str


class DeliveryOut(Schema):
    """One message to a webhook; `payload` is sent word for word."""

    id: int
    message_id: str
    fact: str
    state: DeliveryState
    queued_at: datetime
    next_try_at: datetime
    payload: str
    attempts: list[AttemptOut]


class Resending(Schema):
    """From when on everything is sent again that did not arrive."""

    since: AwareDatetime


class Resent(Schema):
    """How many messages are sent again."""

    count: int


def show_webhook(row: Webhook) -> WebhookOut:
    """A webhook with its departments fetched."""
    return WebhookOut(
        id=row.pk,
        address=row.address,
        description=row.description,
        facts=row.facts,
        department_ids=sorted(one.pk for one in row.departments.all()),
        is_active=row.is_active,
        off_because=OffBecause(row.off_because),
        failing_since=row.failing_since,
        created_at=row.created_at,
    )


def show_delivery(row: WebhookDelivery, *, is_closed: bool = False) -> DeliveryOut:
    """A message with its attempts fetched; of what is closed to the caller, only that it was sent."""
    return DeliveryOut(
        id=row.pk,
        message_id=row.message_id,
        fact=row.fact,
        state=DeliveryState(row.state),
        queued_at=row.queued_at,
        next_try_at=row.next_try_at,
        payload="" if is_closed else row.body,
        attempts=[
            AttemptOut(
                at=one.at,
                status=one.status,
                took_ms=one.took_ms,
                answer="" if is_closed else one.answer,
                trouble=one.trouble,
            )
            for one in row.log.all()
        ],
    )


def found(request: HttpRequest, webhook_id: int) -> Webhook:
    """One webhook, for those who may set them up."""
    webhook: Webhook = get_object_or_404(queries.webhooks(require(request, RIGHT)), pk=webhook_id)
    return webhook


def departments(request: HttpRequest, ids: list[int] | None) -> list[Department] | None:
    """The departments with these numbers, every one of them."""
    if ids is None:
        return None
    rows = list(Department.objects.visible_to(require(request, RIGHT)).filter(pk__in=ids))
    if len(rows) != len(set(ids)):
        raise Invalid("There is no department with one of these numbers.")
    return rows


@router.get(
    "/webhook-facts", response={200: list[FactOut], **REFUSALS}, summary="List the facts for webhooks"
)
def list_facts(request: HttpRequest) -> list[FactOut]:
    """What webhooks can be told of."""
    require(request, RIGHT)
    return [FactOut(name=fact.name, description=str(fact.label)) for fact in FACTS]


@router.get("/webhooks", response={200: Listing[WebhookOut], **REFUSALS}, summary="List webhooks")
def list_webhooks(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """In the order they were set up."""
    return listing(
        queries.webhooks(require(request, RIGHT)), ["id"], show_webhook, cursor=cursor, limit=limit
    )


@router.post("/webhooks", response={201: WebhookSecret, **REFUSALS}, summary="Set up a webhook")
def create_webhook(request: HttpRequest, new: NewWebhook) -> HttpResponse:
    """The answer carries the secret, this once."""
    actor = require(request, RIGHT)
    values = new.model_dump(exclude={"department_ids"}) | {
        "departments": departments(request, new.department_ids)
    }

    def act() -> tuple[int, WebhookSecret]:
        webhook, secret = operations.create_webhook(**values, by=actor)
        return 201, WebhookSecret(**show_webhook(webhook).model_dump(), secret=secret)

    return act_once(request, act)


@router.get("/webhooks/{webhook_id}", response={200: WebhookOut, **REFUSALS}, summary="Read a webhook")
def read_webhook(request: HttpRequest, webhook_id: int) -> WebhookOut:
    """One webhook, without its secret."""
    return show_webhook(found(request, webhook_id))


@router.patch("/webhooks/{webhook_id}", response={200: WebhookOut, **REFUSALS}, summary="Change a webhook")
def update_webhook(request: HttpRequest, webhook_id: int, change: WebhookChange) -> HttpResponse:
    """What is left out stays."""
    webhook = found(request, webhook_id)
    values: dict[str, Any] = change.model_dump(exclude_none=True, exclude={"department_ids"})

    def act() -> tuple[int, WebhookOut]:
        chosen = departments(request, change.department_ids)
        operations.change_webhook(webhook, **values, departments=chosen, by=require(request, RIGHT))
        return 200, show_webhook(found(request, webhook_id))

    return act_once(request, act)


@router.delete("/webhooks/{webhook_id}", response={204: None, **REFUSALS}, summary="Remove a webhook")
def delete_webhook(request: HttpRequest, webhook_id: int) -> Status[None]:
    """With its log."""
    operations.drop_webhook(found(request, webhook_id), by=require(request, RIGHT))
    return Status(204, None)


@router.post(
    "/webhooks/{webhook_id}/secret",
    response={200: WebhookSecret, **REFUSALS},
    summary="Renew the secret of a webhook",
)
def create_secret(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """For a day messages carry both signatures."""
    webhook = found(request, webhook_id)

    def act() -> tuple[int, WebhookSecret]:
        secret = operations.rotate_secret(webhook, by=require(request, RIGHT))
        return 200, WebhookSecret(**show_webhook(webhook).model_dump(), secret=secret)

    return act_once(request, act)


@router.post(
    "/webhooks/{webhook_id}/test", response={201: DeliveryOut, **REFUSALS}, summary="Send a test to a webhook"
)
def create_test(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Something harmless."""
    webhook = found(request, webhook_id)
    return act_once(
        request, lambda: (201, show_delivery(operations.send_test(webhook, by=require(request, RIGHT))))
    )


@router.get(
    "/webhooks/{webhook_id}/deliveries",
    response={200: Listing[DeliveryOut], **REFUSALS},
    summary="List the deliveries of a webhook",
)
def list_deliveries(
    request: HttpRequest, webhook_id: int, *, failed: bool = False, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """Newest first, with every attempt; `failed` leaves what did not arrive."""
    rows, actor = queries.log_of(found(request, webhook_id), only_failed=failed), actor_of(request)

    def beside(page: Sequence[WebhookDelivery]) -> list[dict[str, Any]]:
        closed = queries.closed_among(page, actor)
        return [show_delivery(row, is_closed=True).model_dump() if row.pk in closed else {} for row in page]

    return listing(rows, ["-id"], show_delivery, cursor=cursor, limit=limit, beside=beside)


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/resending",
    response={200: DeliveryOut, **REFUSALS},
    summary="Send a delivery again",
)
def create_resending(request: HttpRequest, webhook_id: int, delivery_id: int) -> HttpResponse:
    """As it was, under its own number."""
    rows = queries.log_of(found(request, webhook_id)).select_related("webhook")
    sent = get_object_or_404(rows, pk=delivery_id)

    def act() -> tuple[int, DeliveryOut]:
        operations.resend(sent, by=require(request, RIGHT))
        is_closed = bool(queries.closed_among([sent], actor_of(request)))
        return 200, show_delivery(rows.get(pk=sent.pk), is_closed=is_closed)

    return act_once(request, act)


@router.post(
    "/webhooks/{webhook_id}/resendings",
    response={200: Resent, **REFUSALS},
    summary="Send failed deliveries again",
)
def create_resendings(request: HttpRequest, webhook_id: int, wanted: Resending) -> HttpResponse:
    """Everything since a moment that did not arrive."""
    webhook = found(request, webhook_id)

    def act() -> tuple[int, Resent]:
        actor = require(request, RIGHT)
        return 200, Resent(count=operations.resend_failed(webhook, since=wanted.since, by=actor))

    return act_once(request, act)
