"""What customers does in the background and by the clock."""

from datetime import UTC, datetime

from pult.foundation import jobs

from . import operations


@jobs.task(name="customers.mail_link")
def mail_link(*, address: str, language: str, brand_id: int | None = None) -> None:
    """Mail a link to sign in, if a customer has this address."""
    operations.mail_link(address, language=language, brand_id=brand_id)


@jobs.periodic(cron="47 3 * * *")
@jobs.task(name="customers.forget_old_keys", queueing_lock="customers.forget_old_keys")
def forget_old_keys(timestamp: int) -> None:
    """Drop links that were mailed long ago."""
    operations.forget_old_keys(at=datetime.fromtimestamp(timestamp, UTC))


@jobs.task(name="customers.settle_merge")
def settle_merge(*, merge_id: int) -> None:
    """Move what a merged customer has, or give it back."""
    operations.settle_merge(merge_id)


@jobs.periodic(cron="23 2 * * *")
@jobs.task(name="customers.compare_the_rest", queueing_lock="customers.compare_the_rest")
def compare_the_rest(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Look for duplicates among customers who were never compared."""
    while operations.compare_the_rest():
        pass
