"""Imports of tables: begun, looked at, carried out, stopped. Killed at any moment, they go on where they were."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.customers import operations as customers
from pult.customers.models import Consent, Purpose
from pult.customers.types import ConsentSource
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.files.models import StoredFile
from pult.foundation.files.operations import open_file
from pult.foundation.tables import BadTable, Row, rows_of
from pult.gateways.tables.columns import guessed, targets_of
from pult.gateways.tables.models import Import, Refused
from pult.gateways.tables.reading import Reader
from pult.gateways.tables.types import GOING, Act, State, Verdict, What

from . import companies
from .planning import Plan, Planned, plan, read_all

AT_ONCE = 200
SHOWN = 50
MOST_TRIES = 3


@transaction.atomic
def begin(what: What, *, name: str, file: StoredFile, by: Actor) -> Import:
    """Keep a table and guess what its columns mean. Nothing happens yet."""
    run = Import(what=what, name=name[:200], file=file, started_by_id=by.person_id or None)
    run.language = translation.get_language() or "en"
    with rows_in(run) as rows:
        head = next(rows, None)
        if head is None or next(rows, None) is None:
            raise BadTable(
                _("The table needs a first row with the names of the columns, and a row below it.")
            )
    run.columns, run.targets = head.cells, guessed(what, head.cells)
    run.save()
    return run


@transaction.atomic
def choose(run: Import, *, targets: Sequence[str], known: str, by: Actor) -> None:  # noqa: ARG001
    """Say what the columns mean, and what happens to those who are here already."""
    if run.state != State.CHOOSING:
        raise Invalid(_("It has begun already."))
    run.targets, run.known, run.checked = list(targets), known, None
    run.refused.all().delete()
    run.save(update_fields=["targets", "known", "checked"])


def preview(run: Import, *, by: Actor) -> list[Planned]:
    """What would become of the first rows."""
    with rows_in(run) as rows:
        next(rows, None)
        return _planned(run, list(islice(rows, SHOWN)), Reader(run.what, run.targets), by=by, seen=set()).rows


@transaction.atomic
def start(run: Import, *, is_rehearsal: bool, by: Actor, at: datetime | None = None) -> None:
    """Have it carried out, or all its rows checked, in the background."""
    _check(run)
    values = {"state": State.WAITING, "is_rehearsal": is_rehearsal, "row": 0, "counts": {}, "trouble": ""}
    if not Import.objects.filter(pk=run.pk, state=State.CHOOSING).update(**values):
        raise Invalid(_("It has begun already."))
    run.refused.all().delete()
    if not is_rehearsal:
        told = {"rows": run.what, "known": run.known}
        audit.record(Act.STARTED, by=by, about=f"table:{run.pk}", about_name=run.name, after=told, at=at)
    _defer(run)


@transaction.atomic
def carry_on(run: Import, *, by: Actor, at: datetime | None = None) -> None:
    """Go on with one that was stopped, or broke off, after the last row that is done."""
    if not run.can_go_on:
        raise Invalid(_("This import cannot go on. Start it again."))
    Import.objects.filter(pk=run.pk).update(state=State.WAITING, trouble="", ended_at=None)
    audit.record(Act.STARTED, by=by, about=f"table:{run.pk}", about_name=run.name, at=at)
    _defer(run)


@transaction.atomic
def stop(run: Import, *, by: Actor, at: datetime | None = None) -> None:
    """Stop it after the rows that are being written; it can go on later. A check that is stopped was none."""
    going = Import.objects.filter(pk=run.pk, state__in=GOING)
    if going.filter(is_rehearsal=True).update(state=State.CHOOSING, row=0, counts={}):
        return
    if going.update(state=State.STOPPED, ended_at=at or timezone.now()):
        audit.record(Act.STOPPED, by=by, about=f"table:{run.pk}", about_name=run.name, at=at)


def go(run: Import) -> Import:
    """Carry an import out to its end. May be killed at any moment and called again."""
    if not Import.objects.filter(pk=run.pk, state__in=GOING).update(state=State.RUNNING):
        return run
    run.refresh_from_db(fields=["row", "counts", "is_rehearsal", "targets", "known"])
    with translation.override(run.language):
        try:
            with rows_in(run) as rows:
                _count(run)
                _take(run, rows)
        except BadTable as trouble:
            Import.objects.filter(pk=run.pk, state=State.RUNNING).update(
                state=State.FAILED, trouble=str(trouble)[:500], ended_at=timezone.now()
            )
    run.refresh_from_db()
    return run


@contextmanager
def rows_in(run: Import) -> Iterator[Iterator[Row]]:
    """The rows of the table, the first one being the names of the columns."""
    if run.file is None:
        raise BadTable(_("The table is kept for thirty days; it is gone."))
    with tempfile.TemporaryDirectory(prefix="pult-table-") as folder:
        copy = Path(folder) / "table"
        with open_file(run.file) as stored, copy.open("wb") as target:
            for chunk in stored.chunks():
                target.write(chunk)
        with closing(rows_of(copy)) as rows:
            yield rows


def _defer(run: Import) -> None:
    jobs.defer("tables.go", run_id=run.pk, lock=f"tables:{run.pk}")


def _check(run: Import) -> None:
    """Refuse what would bring nobody in."""
    chosen, offered = [one for one in run.targets if one], targets_of(run.what)
    twice = {one for one in chosen if chosen.count(one) > 1} - {"email", "phone", "handle", "note"}
    if twice:
        names = ", ".join(offered.get(one, one) for one in sorted(twice))
        raise Invalid(_("Only one column can be: %(names)s.") % {"names": names})
    if run.what == What.CUSTOMERS and not {"email", "phone", "handle"} & set(chosen):
        raise Invalid(
            _("Say which column holds the mail address, or a phone number: by these people are recognised.")
        )
    if run.what == What.COMPANIES and "name" not in chosen:
        raise Invalid(_("Say which column holds the name."))


def _count(run: Import) -> None:
    """How many rows there are, once; the whole table is seen to be readable before anything is written."""
    if run.rows is None:
        with rows_in(run) as rows:
            run.rows = max(sum(1 for _row in rows) - 1, 0)
        Import.objects.filter(pk=run.pk).update(rows=run.rows)


def _take(run: Import, rows: Iterator[Row]) -> None:
    reader, by, seen = Reader(run.what, run.targets), run.actor, set[int]()
    next(rows, None)
    # A rehearsal that broke off remembers nobody: it begins anew.
    done, counts = (0, Counter[str]()) if run.is_rehearsal else (run.row, Counter(run.counts))
    for _passed in range(done):
        next(rows, None)
    while some := list(islice(rows, AT_ONCE)):
        done += len(some)
        if not _bring_in(run, some, reader, counts, done, by=by, seen=seen):
            return
    over = {"state": State.CHOOSING, "checked": dict(counts)} if run.is_rehearsal else {"state": State.OVER}
    Import.objects.filter(pk=run.pk, state=State.RUNNING).update(**over, ended_at=timezone.now())


def _bring_in(
    run: Import,
    rows: Sequence[Row],
    reader: Reader,
    counts: Counter[str],
    done: int,
    *,
    by: Actor,
    seen: set[int],
) -> bool:
    """Some rows and how far it is by then, together or not at all; false when it was stopped."""
    for attempt in range(MOST_TRIES):
        try:
            with transaction.atomic():
                planned = _planned(run, rows, reader, by=by, seen=seen if run.is_rehearsal else set())
                if not run.is_rehearsal:
                    _write(run, planned, by=by)
                refused = [one for one in planned.rows if one.verdict == Verdict.REFUSED]
                Refused.objects.bulk_create(
                    (
                        Refused(run=run, number=one.row.number, cells=one.row.cells, why=one.why[:500])
                        for one in refused
                    ),
                    ignore_conflicts=True,
                )
                after = counts + Counter(one.verdict.value for one in planned.rows)
                going = Import.objects.filter(pk=run.pk, state=State.RUNNING)
                is_going = going.update(row=done, counts=dict(after), seen_at=timezone.now())
                if not is_going:
                    transaction.set_rollback(True)
            counts.update(after - counts)
            return bool(is_going)
        except IntegrityError:
            # Somebody wrote one of these addresses down at the same moment; the next look finds them.
            if attempt == MOST_TRIES - 1:
                raise
    return False


def _planned(run: Import, rows: Sequence[Row], reader: Reader, *, by: Actor, seen: set[int]) -> Plan:
    if run.what == What.CUSTOMERS:
        return plan(rows, reader, known=run.known, by=by, seen=seen)
    read = read_all(rows, reader)
    good = [one for one in read if one.verdict != Verdict.REFUSED]
    companies.judge(good, known=run.known, by=by, seen=seen)
    return Plan(read)


def _write(run: Import, planned: Plan, *, by: Actor) -> None:
    good = [one for one in planned.rows if one.verdict != Verdict.REFUSED]
    if run.what == What.COMPANIES:
        companies.write(good, known=run.known, by=by)
        return
    planned.take_companies(customers.create_companies(planned.new_companies, by=by))
    customers.write_many(planned.writings, by=by)
    _agree(good, by=by)


def _agree(rows: Sequence[Planned], *, by: Actor) -> None:
    """What they agreed to, as far as it says something new."""
    saying = [row for row in rows if row.wanted.consents and row.writing is not None]
    if not saying:
        return
    people = [row.writing.customer.pk for row in saying if row.writing]
    entries = Consent.objects.filter(customer__in=people).order_by("customer", "purpose", "-at", "-pk")
    latest = entries.distinct("customer", "purpose").values_list("customer", "purpose", "is_given")
    known = {(customer, purpose): is_given for customer, purpose, is_given in latest}
    purposes = {one.pk: one for one in Purpose.objects.filter(is_active=True)}
    for row in saying:
        customer = row.writing.customer if row.writing else None
        for pk, is_given in row.wanted.consents.items():
            if customer is not None and pk in purposes and known.get((customer.pk, pk)) != is_given:
                customers.record_consent(
                    customer, purposes[pk], is_given=is_given, source=ConsentSource.IMPORT, by=by
                )
                known[(customer.pk, pk)] = is_given
