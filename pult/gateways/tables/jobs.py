"""Tables in the background."""

from pult.foundation import jobs

from . import operations
from .models import Import


@jobs.task("tables.go")
def go(*, run_id: int) -> None:
    """Bring a table in. A worker that dies is followed by another one, which goes on."""
    run = Import.objects.select_related("file", "started_by").filter(pk=run_id).first()
    if run is not None:
        operations.go(run)


@jobs.periodic(cron="41 3 * * *")
@jobs.task("tables.forget_old", queueing_lock="tables.forget_old")
def forget_old(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Forget tables that were brought in a while ago."""
    operations.forget_old()
