"""What conversations does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="* * * * *")
@jobs.task("conversations.wake_due", queueing_lock="conversations.wake_due")
def wake_due(timestamp: int) -> None:
    """Open the snoozed conversations whose time has come."""
    operations.wake_due(at=datetime.fromtimestamp(timestamp, UTC))
