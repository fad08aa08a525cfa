"""What the form door does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="contact_forms.settle_visits", queueing_lock="contact_forms.settle_visits")
def settle_visits(timestamp: int) -> None:
    """Say how visits ended that began an hour ago."""
    operations.settle_visits(at=datetime.fromtimestamp(timestamp, UTC))
