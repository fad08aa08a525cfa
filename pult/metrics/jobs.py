"""The ledger's own upkeep."""

from pult.foundation.jobs import periodic, task
from pult.metrics import operations


@periodic(cron="* * * * *")
@task("metrics.fold", queueing_lock="metrics.fold", queue="upkeep")
def fold(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Bring the roll-ups up to date."""
    operations.fold()
