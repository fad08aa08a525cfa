"""What the API does by the clock, and how webhooks are carried out."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations
from .models import Webhook


@jobs.periodic(cron="23 * * * *")
@jobs.task("api.forget_old_answers", queueing_lock="api.forget_old_answers")
def forget_old_answers(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Drop answers that nobody will ask for again."""
    operations.forget_old_answers()


@jobs.task("api.send_lane")
def send_lane(*, webhook_id: int, lane: int) -> None:
    """Send what is due in one lane of a webhook. Jobs of one lane share a lock, so nobody else is sending it."""
    webhook = Webhook.objects.filter(pk=webhook_id).first()
    if webhook is not None:
        operations.send_lane(webhook, lane)


@jobs.periodic(cron="* * * * *")
@jobs.task("api.queue_due", queueing_lock="api.queue_due")
def queue_due(timestamp: int) -> None:
    """Have carried what is due again."""
    operations.queue_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="41 3 * * *")
@jobs.task("api.forget_old_deliveries", queueing_lock="api.forget_old_deliveries")
def forget_old_deliveries(timestamp: int) -> None:
    """Drop what was sent long ago."""
    operations.forget_old_deliveries(at=datetime.fromtimestamp(timestamp, UTC))
