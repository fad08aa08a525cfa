"""The files of documents are read by whoever may read the document."""

from pult.foundation.actors import Actor, Kind
from pult.foundation.files import serving

from .models import Document, DocumentFile, Translation
from .types import Reader


def find_for(reader: Reader, pk: int) -> DocumentFile | None:
    """The file, if this reader may see a document that carries it."""
    found = DocumentFile.objects.select_related("file").filter(pk=pk)
    read = Translation.objects.readable_by(reader).values("document")
    seen = Document.objects.visible_to(reader.actor).values("pk")
    return (found.filter(document__in=read) | found.filter(document__in=seen)).first()


def _find(actor: Actor, pk: int) -> serving.Named | None:
    customer = actor.id if actor.kind == Kind.CUSTOMER else None
    found = find_for(Reader(actor=actor, customer_id=customer), pk)
    return serving.Named(found.file, found.name) if found else None


FILE = serving.Kind("knowledge", find=_find)


def address_of(file: DocumentFile) -> str:
    """Where a file of a document is read."""
    return FILE.address(file.pk, file.name)
