"""When reports are mailed."""

from datetime import UTC, datetime

from pult.foundation.jobs import periodic, task

from . import operations


@periodic(cron="* * * * *")
@task("dashboards.send_due", queueing_lock="dashboards.send_due")
def send_due(timestamp: int) -> None:
    """Send the reports whose moment has come."""
    operations.send_due(at=datetime.fromtimestamp(timestamp, UTC))


@task("dashboards.send_report")
def send_report(*, sending_id: int) -> None:
    """One report to one reader."""
    operations.send_report(sending_id)
