"""The workforce's own upkeep."""

from datetime import UTC, datetime

from pult.foundation.jobs import periodic, task

from . import operations


@periodic(cron="*/10 * * * *")
@task("workforce.add_up", queueing_lock="workforce.add_up", queue="upkeep")
def add_up(timestamp: int) -> None:
    """Add up the presence of days that are over."""
    operations.add_up(at=datetime.fromtimestamp(timestamp, UTC))
