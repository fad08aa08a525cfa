"""What the pages and the API show of webhooks."""

from typing import Any

from django.db.models import Prefetch

from pult.conversations.queries import Words
from pult.foundation.actors import Actor

from .models import Webhook, WebhookAttempt, WebhookDelivery


def webhooks(actor: Actor) -> Any:
    """Every webhook with its departments."""
    return Webhook.objects.visible_to(actor).prefetch_related("departments").order_by("id")


def endpoints() -> list[tuple[str, Words]]:
    """The webhooks that a rule can call now, by what they are for."""
    rows = Webhook.objects.filter(is_active=True).order_by("id").values_list("pk", "description", "address")
    return [(str(pk), description or address) for pk, description, address in rows]


def log_of(webhook: Webhook, *, only_failed: bool = False) -> Any:
    """The messages of a webhook with every attempt."""
    attempts = Prefetch("log", WebhookAttempt.objects.order_by("-id"))
    rows = WebhookDelivery.objects.filter(webhook=webhook).prefetch_related(attempts)
    return rows.not_taken() if only_failed else rows
