"""What surveys do by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="* * * * *")
@jobs.task("surveys.send_due", queueing_lock="surveys.send_due")
def send_due(timestamp: int) -> None:
    """Send the letters and reminders whose time has come."""
    operations.send_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="5 * * * *")
@jobs.task("surveys.close_due", queueing_lock="surveys.close_due")
def close_due(timestamp: int) -> None:
    """Close the waves whose time is up."""
    operations.close_due(at=datetime.fromtimestamp(timestamp, UTC))
