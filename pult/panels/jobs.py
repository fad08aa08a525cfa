"""What panels tidies by itself."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="panels.forget", queueing_lock="panels.forget")
def forget(timestamp: int) -> None:
    """Forget the answers of other systems that are not shown any more."""
    operations.forget_old_answers(at=datetime.fromtimestamp(timestamp, UTC))
