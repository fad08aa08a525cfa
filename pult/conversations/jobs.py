"""What conversations does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="* * * * *")
@jobs.task("conversations.wake_due", queueing_lock="conversations.wake_due")
def wake_due(timestamp: int) -> None:
    """Open the snoozed conversations whose time has come."""
    operations.wake_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.task("conversations.send_planned")
def send_planned(*, planned_id: int) -> None:
    """Send one reply whose moment has come."""
    operations.send_planned(planned_id)


@jobs.periodic(cron="* * * * *")
@jobs.task("conversations.send_due", queueing_lock="conversations.send_due")
def send_due(timestamp: int) -> None:
    """Send planned replies whose job was lost."""
    operations.send_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="*/5 * * * *")
@jobs.task("conversations.index_outdated", queueing_lock="conversations.index_outdated")
def index_outdated(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Bring the search index up to the running analyser, a few hundred messages at a time."""
    while operations.index_outdated():
        pass


@jobs.task("conversations.run_bulk")
def run_bulk(*, run_id: int) -> None:
    """Go on with the same acts on many conversations."""
    operations.run_bulk(run_id)
