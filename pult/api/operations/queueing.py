"""Putting messages to webhooks by, each once, and having somebody carry them out."""

import zlib
from collections.abc import Iterable
from datetime import datetime

from pult.api.models import WebhookDelivery
from pult.api.types import LANES
from pult.foundation import jobs


def lane_of(subject: str) -> int:
    """In which lane everything about one thing goes, so that it goes in order."""
    return zlib.crc32(subject.encode()) % LANES


def delivery(
    webhook_id: int, *, fact: str, subject: str, body: str, at: datetime, event_id: int | None = None
) -> WebhookDelivery:
    """One message that is to go out."""
    return WebhookDelivery(
        webhook_id=webhook_id,
        fact=fact,
        event_id=event_id,
        subject=subject,
        lane=lane_of(subject),
        body=body,
        queued_at=at,
        next_try_at=at,
    )


def queue_lanes(lanes: Iterable[tuple[int, int]]) -> None:
    """Have these lanes of these webhooks looked after; one job for each, however much waits in it."""
    for webhook_id, lane in sorted(set(lanes)):
        name = f"webhook:{webhook_id}:{lane}"
        jobs.defer("api.send_lane", webhook_id=webhook_id, lane=lane, lock=name, once=name)
