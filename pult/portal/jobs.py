"""What the portal does in the background."""

from datetime import UTC, datetime

from pult.foundation import jobs

from .operations import exports


@jobs.task(name="portal.make_export")
def make_export(*, export_id: int) -> None:
    """Put together what a customer takes along."""
    exports.make_export(export_id)


@jobs.periodic(cron="53 3 * * *")
@jobs.task(name="portal.forget_old_exports", queueing_lock="portal.forget_old_exports")
def forget_old_exports(timestamp: int) -> None:
    """Drop archives that have lain ready long enough."""
    exports.forget_old_exports(at=datetime.fromtimestamp(timestamp, UTC))
