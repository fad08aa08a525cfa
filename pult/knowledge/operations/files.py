"""Pictures and other files of documents."""

from django.db import transaction

from pult.foundation.actors import Actor
from pult.foundation.files import bounds
from pult.foundation.files.operations import keep
from pult.knowledge.models import Document, DocumentFile


@transaction.atomic
def add_file(
    document: Document,
    *,
    name: str,
    content: bytes,
    content_type: str = "",
    by: Actor,  # noqa: ARG001
) -> DocumentFile:
    """Put a file into a document, so that its text can show it or lead to it."""
    bounds.check(name, content)
    stored = keep(content, content_type=content_type)
    file, _is_new = DocumentFile.objects.get_or_create(
        document=document, file=stored, name=name.replace("/", "-")[-200:] or "file"
    )
    return file
