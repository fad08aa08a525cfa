"""What notifications does in the background."""

from datetime import datetime

from pult.foundation import jobs

from . import operations


@jobs.task("notifications.push")
def push(*, browser_id: int, kind: str, about: int, until: str, attempt: int = 0) -> None:
    """One notice to one browser."""
    operations.push(browser_id, kind=kind, about=about, until=datetime.fromisoformat(until), attempt=attempt)
