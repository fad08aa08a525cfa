"""When deadlines are looked at."""

from datetime import UTC, datetime

from pult.foundation.jobs import periodic, task
from pult.sla import operations


@periodic(cron="* * * * *")
@task("sla.mark_missed", queueing_lock="sla.mark_missed")
def mark_missed(timestamp: int) -> None:
    """Notice every promise whose moment has passed."""
    operations.mark_missed(at=datetime.fromtimestamp(timestamp, UTC))
