"""What the API does by the clock."""

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="23 * * * *")
@jobs.task("api.forget_old_answers", queueing_lock="api.forget_old_answers")
def forget_old_answers(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Drop answers that nobody will ask for again."""
    operations.forget_old_answers()
