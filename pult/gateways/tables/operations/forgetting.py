"""Tables are forgotten after a while, and sooner when somebody who stands in them is erased."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor
from pult.foundation.files.operations import let_go
from pult.foundation.tables import BadTable
from pult.gateways.tables.models import Import
from pult.gateways.tables.types import GOING, State

from .runs import rows_in

KEPT_DAYS = 30


def forget_old(*, at: datetime | None = None) -> int:
    """Forget tables and refused rows after a while: they name people. How many imports that were."""
    before = (at or timezone.now()) - timedelta(days=KEPT_DAYS)
    old = Import.objects.exclude(state__in=GOING).filter(created_at__lt=before).exclude(file=None)
    found = list(old.select_related("file"))
    for run in found:
        _forget(run)
    return len(found)


def forget_tables_with(name: str, identities: Sequence[tuple[str, str]], *, by: Actor) -> int:  # noqa: ARG001
    """Forget every table that is still kept and names somebody, with its refused rows. How many that were.

    A table is one file: a row cannot be taken out of it. One that is just being brought in ends where it is.
    """
    kept = Import.objects.exclude(file=None).select_related("file").order_by("pk")
    found = [run for run in kept.iterator(chunk_size=100) if _names(run, name, identities)]
    for run in found:
        _forget(run)
    return len(found)


def _names(run: Import, name: str, identities: Sequence[tuple[str, str]]) -> bool:
    """Whether somebody stands in a table; one that cannot be read any more may name anybody."""
    try:
        with rows_in(run) as rows:
            return any(_is_about(row.cells, name, identities) for row in rows)
    except BadTable:
        return True


def _is_about(cells: Iterable[str], name: str, identities: Sequence[tuple[str, str]]) -> bool:
    """Whether a row holds an address, a number, or a whole name, which may stand in two columns."""
    said = [" ".join(cell.split()).casefold() for cell in cells]
    row, wanted = " ".join(said), " ".join(name.split()).casefold()
    if " " in wanted and wanted in row:
        return True
    for kind, value in identities:
        if kind != IdentityKind.PHONE and value in row:
            return True
        digits = value.removeprefix("+")
        if kind == IdentityKind.PHONE and any(digits in re.sub(r"\D", "", cell) for cell in said):
            return True
    return False


@transaction.atomic
def _forget(run: Import) -> None:
    Import.objects.filter(pk=run.pk, state__in=GOING).update(state=State.STOPPED, ended_at=timezone.now())
    run.refused.all().delete()
    file, run.file = run.file, None
    run.save(update_fields=["file"])
    if file is not None:
        let_go(file)
