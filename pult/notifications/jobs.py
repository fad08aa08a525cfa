"""What notifications does in the background."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.task("notifications.push")
def push(*, browser_id: int, kind: str, about: int, until: str, attempt: int = 0) -> None:
    """One notice to one browser."""
    operations.push(browser_id, kind=kind, about=about, until=datetime.fromisoformat(until), attempt=attempt)


@jobs.periodic(cron="23 3 * * *")
@jobs.task("notifications.forget_old", queueing_lock="notifications.forget_old")
def forget_old(timestamp: int) -> None:
    """Let go of old notices, a few thousand at a time."""
    at = datetime.fromtimestamp(timestamp, UTC)
    while operations.forget_old(at=at):
        pass
    while operations.forget_held(at=at):
        pass


@jobs.periodic(cron="* * * * *")
@jobs.task("notifications.write_due", queueing_lock="notifications.write_due")
def write_due(timestamp: int) -> None:
    """Write the letters that are due."""
    operations.write_due(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.periodic(cron="* * * * *")
@jobs.task("notifications.release_held", queueing_lock="notifications.release_held")
def release_held(timestamp: int) -> None:
    """Tell what quiet hours have held back, once they have ended."""
    operations.release_held(at=datetime.fromtimestamp(timestamp, UTC))
