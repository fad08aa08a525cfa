"""When deadlines are looked at."""

from datetime import UTC, datetime

from pult.foundation.jobs import periodic, task
from pult.sla import operations


@periodic(cron="* * * * *")
@task("sla.mark_missed", queueing_lock="sla.mark_missed")
def mark_missed(timestamp: int) -> None:
    """Notice every promise whose moment has passed."""
    operations.mark_missed(at=datetime.fromtimestamp(timestamp, UTC))


@periodic(cron="* * * * *")
@task("sla.warn_near", queueing_lock="sla.warn_near")
def warn_near(timestamp: int) -> None:
    """Say what is due soon to whoever has it."""
    operations.warn_near(at=datetime.fromtimestamp(timestamp, UTC))


@periodic(cron="*/10 * * * *")
@task("sla.add_up", queueing_lock="sla.add_up")
def add_up(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Add up how the promises of past days were kept."""
    operations.add_up()
