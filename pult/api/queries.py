"""What the pages and the API show of webhooks."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from pult.conversations.models import Conversation, closed_to
from pult.conversations.queries import Words
from pult.customers.models import Customer, closed_customers
from pult.foundation.actors import Actor

from .models import Webhook, WebhookAttempt, WebhookDelivery


def webhooks(actor: Actor) -> Any:
    """Every webhook with its departments."""
    return Webhook.objects.visible_to(actor).prefetch_related("departments").order_by("id")


def endpoints() -> list[tuple[str, Words]]:
    """The webhooks that a rule can call now, by what they are for."""
    rows = Webhook.objects.filter(is_active=True).order_by("id").values_list("pk", "description", "address")
    return [(str(pk), description or address) for pk, description, address in rows]


def closed_among(rows: Iterable[WebhookDelivery], actor: Actor) -> set[int]:
    """Those of these messages that tell of somebody, or of a conversation, that is restricted to others."""
    told = {row.pk: json.loads(row.body).get("data") or {} for row in rows}
    kinds: tuple[tuple[str, QuerySet[Any]], ...] = (
        ("conversation", Conversation.objects.filter(closed_to(actor))),
        ("customer", Customer.objects.filter(closed_customers(actor))),
    )
    found = set()
    for kind, closed in kinds:
        about = {pk: (data.get(kind) or {}).get("id") for pk, data in told.items()}
        wanted = {number for number in about.values() if number}
        hidden = set(closed.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
        found |= {pk for pk, number in about.items() if number in hidden}
    return found


def log_of(webhook: Webhook, *, only_failed: bool = False) -> Any:
    """The messages of a webhook with every attempt."""
    attempts = Prefetch("log", WebhookAttempt.objects.order_by("-id"))
    rows = WebhookDelivery.objects.filter(webhook=webhook).prefetch_related(attempts)
    return rows.not_taken() if only_failed else rows
