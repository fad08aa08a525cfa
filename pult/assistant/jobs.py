"""When the assistant looks after its talks."""

from datetime import UTC, datetime

from pult.assistant import operations
from pult.foundation.jobs import periodic, task


@periodic(cron="*/5 * * * *")
@task("assistant.end_silent", queueing_lock="assistant.end_silent")
def end_silent(timestamp: int) -> None:
    """End the talks in which nothing was said for a while."""
    operations.end_silent(at=datetime.fromtimestamp(timestamp, UTC))
