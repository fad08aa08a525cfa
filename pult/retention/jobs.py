"""When rules of retention act."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="37 2 * * *")
@jobs.task("retention.run_all", queueing_lock="retention.run_all")
def run_all(timestamp: int) -> None:
    """Forget whatever has had its time."""
    operations.run_all(at=datetime.fromtimestamp(timestamp, UTC))
