"""What knowledge does by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.periodic(cron="*/5 * * * *")
@jobs.task("knowledge.index_outdated", queueing_lock="knowledge.index_outdated")
def index_outdated(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Bring what texts are found by up to the running analyser."""
    operations.index_concepts()
    while operations.index_outdated():
        pass


@jobs.periodic(cron="17 * * * *")
@jobs.task("knowledge.settle_visits", queueing_lock="knowledge.settle_visits")
def settle_visits(timestamp: int) -> None:
    """Count the visits to the help centre that are a day old, and forget old searches."""
    at = datetime.fromtimestamp(timestamp, UTC)
    while operations.settle_visits(at=at):
        pass
    operations.forget_searches(at=at)
