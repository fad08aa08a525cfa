"""Imports in the background."""

from pult.foundation import jobs

from . import operations
from .models import Run


@jobs.task("desks.go")
def go(*, run_id: int) -> None:
    """Carry an import out. A worker that dies is followed by another one, which goes on."""
    run = Run.objects.select_related("inbox", "file").filter(pk=run_id).first()
    if run is not None:
        operations.go(run)
