"""Verbs about stored files."""

import hashlib
import logging
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from .bounds import PICTURES, pixels_of
from .errors import Missing
from .kinds import kind_of
from .models import StoredFile

PIECE = 1024 * 1024

log = logging.getLogger(__name__)


def keep(content: bytes, *, content_type: str) -> StoredFile:
    """Store the content, once; the row is committed with the caller's transaction, the bytes come first.

    What the sender says it is counts only where the bytes cannot tell. Nothing is refused here: a letter must not be
    lost over its attachment. Uploads of people go through `bounds.check` before.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    kind = kind_of(content, claimed=content_type)
    width, height = (pixels_of(content) if kind in PICTURES else None) or (None, None)
    file = StoredFile(sha256=digest, size=len(content), content_type=kind, width=width, height=height)
    _save(file, ContentFile(content))
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=digest)


def keep_stream(stream: BinaryIO, *, content_type: str) -> StoredFile:
    """Store what is too large for the memory, piece by piece; whoever calls has found out what it is."""
    stream.seek(0)
    digest, size = _digest_of(stream), stream.seek(0, 2)
    stream.seek(0)
    known = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    file = StoredFile(sha256=digest, size=size, content_type=content_type)
    _save(file, File(stream))
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=digest)


def let_go(file: StoredFile) -> bool:
    """Delete a file that nothing carries any more; false when something still does."""
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    transaction.on_commit(lambda: default_storage.delete(file.path))
    return True


def _digest_of(stream: BinaryIO) -> str:
    found = hashlib.sha256()
    while piece := stream.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def _save(file: StoredFile, content: "File[bytes]") -> None:
    if not (default_storage.exists(file.path) and default_storage.size(file.path) == file.size):
        # A process that died while it wrote leaves a beginning behind; that is no content.
        default_storage.delete(file.path)
        default_storage.save(file.path, content)


def read(file: StoredFile) -> bytes:
    """The content of a stored file."""
    with open_file(file) as stream:
        content: bytes = stream.read()
    return content


def open_file(file: StoredFile) -> "File[bytes]":
    """A stored file to be read; one whose content is missing is refused, and told to the log."""
    try:
        return default_storage.open(file.path)
    except FileNotFoundError as error:
        log.exception("The content of a stored file is missing: %s (file %s)", file.path, file.pk)
        raise Missing from error
