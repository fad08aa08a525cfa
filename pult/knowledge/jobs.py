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


@jobs.periodic(cron="13 6 * * *")
@jobs.task("knowledge.remind_of_reviews", queueing_lock="knowledge.remind_of_reviews")
def remind_of_reviews(timestamp: int) -> None:
    """Remind owners of what is due for review."""
    operations.remind_of_reviews(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="19 6 * * *")
@jobs.task("knowledge.ask_newcomers", queueing_lock="knowledge.ask_newcomers")
def ask_newcomers(timestamp: int) -> None:
    """Ask new colleagues to sign what their department signs."""
    operations.ask_newcomers(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="29 6 * * *")
@jobs.task("knowledge.remind_to_sign", queueing_lock="knowledge.remind_to_sign")
def remind_to_sign(timestamp: int) -> None:
    """Remind those who have not signed in time."""
    operations.remind_to_sign(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.task("knowledge.write_to_sign")
def write_to_sign(*, waiting: list[int]) -> None:
    """Letters to those who are asked to read and sign."""
    operations.write_to_sign(waiting)


@jobs.task("knowledge.foresee_import")
def foresee_import(*, transfer_id: int) -> None:
    """Say what would become of every document that somebody handed in."""
    operations.foresee_import(transfer_id)


@jobs.task("knowledge.run_import")
def run_import(*, transfer_id: int) -> None:
    """Bring in what was looked through."""
    operations.run_import(transfer_id)


@jobs.task("knowledge.run_export")
def run_export(*, transfer_id: int) -> None:
    """Write an archive of documents."""
    operations.run_export(transfer_id)
