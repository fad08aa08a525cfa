"""Verbs about stored files."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .models import StoredFile


def keep(content: bytes, *, content_type: str) -> StoredFile:
    """Store the content, once; the row is committed with the caller's transaction, the bytes come first."""
    digest = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    file = StoredFile(sha256=digest, size=len(content), content_type=content_type)
    if not default_storage.exists(file.path):
        default_storage.save(file.path, ContentFile(content))
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=digest)


def read(file: StoredFile) -> bytes:
    """The content of a stored file."""
    with default_storage.open(file.path) as stream:
        content: bytes = stream.read()
    return content
