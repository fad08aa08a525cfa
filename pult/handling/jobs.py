"""When handling time is counted."""

from datetime import UTC, datetime

from pult.foundation.jobs import periodic, task
from pult.handling import operations


@periodic(cron="* * * * *")
@task("handling.settle", queueing_lock="handling.settle", queue="upkeep")
def settle(timestamp: int) -> None:
    """Count the time of conversations that were solved, and of those whose time has changed."""
    operations.settle(at=datetime.fromtimestamp(timestamp, UTC))


@periodic(cron="5-55/10 * * * *")
@task("handling.add_up", queueing_lock="handling.add_up", queue="upkeep")
def add_up(timestamp: int) -> None:
    """Add up the handling time of days that are over."""
    operations.add_up(at=datetime.fromtimestamp(timestamp, UTC))
