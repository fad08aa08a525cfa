"""Imports: started, carried out, stopped, and gone on with. Killed at any moment, they go on where they were."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.conversations.types import Priority, Status
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import DomainError, Invalid
from pult.foundation.files.models import StoredFile
from pult.foundation.files.operations import open_file
from pult.foundation.sealing import seal, unseal
from pult.gateways.desks.models import Run
from pult.gateways.desks.records import CompanyRecord, ConversationRecord, PersonRecord, Unreadable
from pult.gateways.desks.sources import Found, Source, open_source
from pult.gateways.desks.sources.web import Unreachable
from pult.gateways.desks.types import GOING, Act, Reason, RunState, SourceKind, Terms, Way
from pult.inboxes.models import Inbox

from .writing import Writer

TOKEN_PURPOSE = "desks.token"  # noqa: S105 - the name of a kind of seal
SAVES_EVERY = 25

Tell = Callable[[Mapping[str, int]], None]


@transaction.atomic
def begin(
    kind: SourceKind,
    *,
    inbox: Inbox,
    by: Actor,
    account: str = "",
    is_rehearsal: bool = False,
    terms: Mapping[str, Any] | None = None,
    file: StoredFile | None = None,
    way: Way | None = None,
    at: datetime | None = None,
) -> Run:
    """Write down that conversations are to be brought in. Nothing happens yet."""
    if inbox.is_apart:
        raise Invalid(_("Conversations with customers come into an inbox of customer service."))
    run = Run.objects.create(
        kind=kind,
        account=account.strip()[:80] or "main",
        inbox=inbox,
        is_rehearsal=is_rehearsal,
        terms=dict(terms or {}),
        file=file,
        address=way.address if way else "",
        user=way.user if way else "",
        sealed_token=seal(way.token, purpose=TOKEN_PURPOSE) if way and way.token else "",
        started_by_id=by.person_id or None,
        started_at=at or timezone.now(),
    )
    told = {"from": str(run), "inbox": inbox.name, "is_rehearsal": is_rehearsal}
    audit.record(Act.STARTED, by=by, about=f"import:{run.pk}", about_name=str(run), after=told, at=at)
    return run


def start(run: Run) -> None:
    """Have it carried out in the background."""
    jobs.defer("desks.go", run_id=run.pk, lock=f"desks:{run.kind}:{run.account}")


@transaction.atomic
def carry_on(run: Run, *, by: Actor, at: datetime | None = None) -> None:
    """Go on with one that was stopped, or broke off; what is here already is passed over."""
    if not run.can_go_on:
        raise Invalid(_("This import cannot go on. Start it again."))
    Run.objects.filter(pk=run.pk).update(state=RunState.WAITING, trouble="", ended_at=None)
    audit.record(Act.STARTED, by=by, about=f"import:{run.pk}", about_name=str(run), at=at)
    start(run)


@transaction.atomic
def stop(run: Run, *, by: Actor, at: datetime | None = None) -> None:
    """Stop it after what is being written at the moment; it can go on later."""
    if Run.objects.filter(pk=run.pk, state__in=GOING).update(
        state=RunState.STOPPED, ended_at=at or timezone.now()
    ):
        audit.record(Act.STOPPED, by=by, about=f"import:{run.pk}", about_name=str(run), at=at)


def go(run: Run, *, paths: Sequence[Path] = (), files: Path | None = None, tell: Tell | None = None) -> Run:
    """Carry an import out to its end. May be killed at any moment and called again."""
    if not Run.objects.filter(pk=run.pk, state__in=GOING).update(state=RunState.RUNNING, counts={}):
        return run
    writer = Writer(run, terms_of(run.terms))
    trouble = ""
    with ExitStack() as opened, translation.override(run.inbox.language or settings.LANGUAGE_CODE):
        try:
            _take(run, writer, source_of(run, paths, files, opened), tell)
        except Unreachable as error:
            trouble = str(error)
    _save(run, writer, tell)
    ended = RunState.FAILED if trouble else RunState.OVER
    Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=ended, trouble=trouble[:500], ended_at=timezone.now()
    )
    run.refresh_from_db()
    return run


def source_of(run: Run, paths: Sequence[Path], files: Path | None, opened: ExitStack) -> Source:
    """Where this import reads: files that were named, the one that was uploaded, or the desk itself."""
    kind = SourceKind(run.kind)
    if paths:
        return open_source(kind, paths=paths, files=files)
    if run.file is not None:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="pult-import-")))
        copy = folder / f"{run.kind}-{run.pk}"
        with open_file(run.file) as stored, copy.open("wb") as target:
            for chunk in stored.chunks():
                target.write(chunk)
        return open_source(kind, paths=[copy])
    token = unseal(run.sealed_token, purpose=TOKEN_PURPOSE)
    return open_source(kind, way=Way(run.address, run.user, token))


def terms_of(said: Mapping[str, Any]) -> Terms:
    """The terms as an import keeps them."""
    return Terms(
        statuses={key.casefold(): Status(value) for key, value in said.get("statuses", {}).items()},
        priorities={key.casefold(): Priority(value) for key, value in said.get("priorities", {}).items()},
        everything_closed=bool(said.get("everything_closed")),
        with_files=bool(said.get("with_files", True)),
    )


def _take(run: Run, writer: Writer, source: Source, tell: Tell | None) -> None:
    for number, record in enumerate(source.records(), 1):
        try:
            _write(writer, record)
        except DomainError as refusal:
            writer.leave_out("record", record.key, Reason.REFUSED, str(refusal))
        if number % SAVES_EVERY == 0 and not _save(run, writer, tell):
            return


def _write(writer: Writer, record: Found) -> None:
    if isinstance(record, ConversationRecord):
        writer.conversation(record)
    elif isinstance(record, PersonRecord):
        writer.person(record)
    elif isinstance(record, CompanyRecord):
        writer.company(record)
    else:
        _leave_out(writer, record)


def _leave_out(writer: Writer, one: Unreadable) -> None:
    writer.leave_out("record", one.key, one.reason, one.detail)


def _save(run: Run, writer: Writer, tell: Tell | None) -> bool:
    """Write down how far it is; false when it was stopped."""
    counts = dict(writer.counts)
    if tell is not None:
        tell(counts)
    going = Run.objects.filter(pk=run.pk, state=RunState.RUNNING)
    return bool(going.update(counts=counts, seen_at=timezone.now()))
