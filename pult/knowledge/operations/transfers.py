"""Imports and exports that somebody asked for in the browser: read, looked through, carried out in the background."""

import tempfile
import zipfile
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.accounts.models import Person
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import DomainError
from pult.foundation.files.operations import keep_stream, open_file
from pult.knowledge.carrying import bundle as bundles
from pult.knowledge.carrying.bundle import Bundle
from pult.knowledge.carrying.foreseen import foresee
from pult.knowledge.errors import BadImport, NotReady
from pult.knowledge.models import Document, Transfer
from pult.knowledge.types import Act
from pult.knowledge.types.carrying import Direction, Fate, Line, Terms, TransferState

from .exporting import take_out_all
from .importing import bring_in

MOST_BYTES = 200 * 1024 * 1024
IN_MEMORY = 4 * 1024 * 1024
MOST_LINES = 5_000


@transaction.atomic
def ask_for_import(
    stream: "IO[bytes]", *, name: str, terms: Terms, by: Actor, at: datetime | None = None
) -> Transfer:
    """Somebody hands in an archive or a page; what would become of it is read in the background."""
    if stream.seek(0, 2) > MOST_BYTES:
        raise BadImport(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024**2})
    stream.seek(0)
    if not name.lower().endswith(".zip") and zipfile.is_zipfile(stream):
        name = f"{name}.zip"
    stream.seek(0)
    kind = "application/zip" if name.lower().endswith(".zip") else "text/plain"
    transfer = _ask(Direction.IN, name, by=by, at=at)
    Transfer.objects.filter(pk=transfer.pk).update(
        file=keep_stream(stream, content_type=kind),  # type: ignore[arg-type]
        collection=terms.collection,
        options=terms.as_json(),
    )
    jobs.defer("knowledge.foresee_import", transfer_id=transfer.pk)
    return transfer


def foresee_import(transfer_id: int) -> None:
    """Read what somebody handed in, and say what would become of each document."""
    transfer = Transfer.objects.filter(pk=transfer_id, state=TransferState.WAITING).first()
    if transfer is None or transfer.file is None:
        return
    try:
        with override(_language_of(transfer)), open_file(transfer.file) as stream:
            lines = foresee(_bundle(stream, transfer.name), Terms.read(transfer.options))
            if not any(line.document or line.fate != Fate.SKIPPED for line in lines) and not lines:
                raise BadImport(_("There is no page in it: Pult reads Markdown and HTML."))
    except DomainError as refusal:
        _end(transfer, TransferState.FAILED, problem=str(refusal))
        return
    Transfer.objects.filter(pk=transfer.pk, state=TransferState.WAITING).update(
        state=TransferState.PLANNED, lines=_kept(lines), whole=len(lines)
    )


@transaction.atomic
def start_import(transfer: Transfer, *, by: Actor, at: datetime | None = None) -> None:
    """Bring in what was looked through."""
    started = Transfer.objects.filter(pk=transfer.pk, state=TransferState.PLANNED).update(
        state=TransferState.RUNNING, done=0, lines=[]
    )
    if not started:
        raise NotReady(_("This import runs already, or is over."))
    record(Act.IMPORTED, by=by, about=f"transfer:{transfer.pk}", after={"name": transfer.name}, at=at)
    jobs.defer("knowledge.run_import", transfer_id=transfer.pk, lock="knowledge.import")


def run_import(transfer_id: int) -> None:
    """Bring in document after document; who runs it again goes over what is done, and doubles nothing."""
    transfer = (
        Transfer.objects.filter(pk=transfer_id, state=TransferState.RUNNING).select_related("by").first()
    )
    if transfer is None or transfer.file is None:
        return

    def tell(_line: Line, done: int, whole: int) -> None:
        Transfer.objects.filter(pk=transfer.pk).update(done=done, whole=whole)

    try:
        with override(_language_of(transfer)), open_file(transfer.file) as stream:
            terms = Terms.read(transfer.options)
            lines = bring_in(_bundle(stream, transfer.name), terms, by=_actor(transfer.by), tell=tell)
    except DomainError as refusal:
        _end(transfer, TransferState.FAILED, problem=str(refusal))
        return
    _end(transfer, TransferState.DONE, lines=_kept(lines))


@transaction.atomic
def ask_for_export(
    *, kind: str = "", category: int | None = None, by: Actor, at: datetime | None = None
) -> Transfer:
    """Somebody wants documents as files; the archive is made in the background."""
    at = at or timezone.now()
    transfer = _ask(Direction.OUT, f"knowledge-{at:%Y-%m-%d}.zip", by=by, at=at)
    Transfer.objects.filter(pk=transfer.pk).update(options={"kind": kind, "category": category})
    record(
        Act.EXPORTED,
        by=by,
        about=f"transfer:{transfer.pk}",
        after={"kind": kind, "category": category},
        at=at,
    )
    jobs.defer("knowledge.run_export", transfer_id=transfer.pk)
    return transfer


def run_export(transfer_id: int) -> None:
    """Write the archive, once."""
    transfer = Transfer.objects.filter(pk=transfer_id, state=TransferState.WAITING).first()
    if transfer is None:
        return
    rows = Document.objects.in_use()
    if kind := transfer.options.get("kind"):
        rows = rows.filter(kind=kind)
    if category := transfer.options.get("category"):
        rows = rows.filter(category=category)

    def tell(done: int, whole: int) -> None:
        Transfer.objects.filter(pk=transfer.pk).update(done=done, whole=whole)

    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as archive:
        count = take_out_all(archive, rows, tell=tell)
        file = keep_stream(archive, content_type="application/zip")  # type: ignore[arg-type]
    _end(transfer, TransferState.DONE, file=file, whole=count, done=count)


def _ask(direction: Direction, name: str, *, by: Actor, at: datetime | None) -> Transfer:
    return Transfer.objects.create(
        direction=direction, name=name[-200:], by_id=by.person_id or None, asked_at=at or timezone.now()
    )


def _end(transfer: Transfer, state: TransferState, **said: Any) -> None:
    Transfer.objects.filter(pk=transfer.pk).update(state=state, ended_at=timezone.now(), **said)


def _bundle(stream: "IO[bytes]", name: str) -> Bundle:
    if name.lower().endswith(".zip"):
        return bundles.of_archive(stream)
    return bundles.of_file(name, stream.read(bundles.LARGEST))


def _kept(lines: list[Line]) -> list[dict[str, Any]]:
    return [line.as_json() for line in lines[:MOST_LINES]]


def _language_of(transfer: Transfer) -> str:
    return transfer.by.language if transfer.by else "en"


def _actor(person: Person | None) -> Actor:
    return person.actor if person else SYSTEM
