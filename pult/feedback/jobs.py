"""What feedback does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="* * * * *")
@jobs.task("feedback.send_due", queueing_lock="feedback.send_due")
def send_due(timestamp: int) -> None:
    """Send the invitations whose time has come."""
    operations.send_due(at=datetime.fromtimestamp(timestamp, UTC))
