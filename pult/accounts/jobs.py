"""What accounts tidies by itself."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="41 3 * * *")
@jobs.task(name="accounts.forget", queueing_lock="accounts.forget")
def forget(timestamp: int) -> None:
    """Drop failures that no longer count, and sessions that have run out."""
    operations.forget_old_failures(at=datetime.fromtimestamp(timestamp, UTC))
    operations.forget_old_sessions(at=datetime.fromtimestamp(timestamp, UTC))
