"""Which stories the clock tells."""

from datetime import UTC, datetime

from pult.foundation import jobs

from .spam_emptied import empty_spam as empty


@jobs.periodic(cron="23 4 * * *")
@jobs.task("flows.empty_spam", queueing_lock="flows.empty_spam")
def empty_spam(timestamp: int) -> None:
    """Forget the spam whose time is over."""
    empty(at=datetime.fromtimestamp(timestamp, UTC))
