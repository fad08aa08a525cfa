"""What conversations does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="* * * * *")
@jobs.task("conversations.wake_due", queueing_lock="conversations.wake_due")
def wake_due(timestamp: int) -> None:
    """Open the snoozed conversations whose time has come."""
    operations.wake_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="*/5 * * * *")
@jobs.task("conversations.index_outdated", queueing_lock="conversations.index_outdated")
def index_outdated(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Bring the search index up to the running analyser, a few hundred messages at a time."""
    while operations.index_outdated():
        pass
