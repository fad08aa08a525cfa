"""What a view was asked for, if the reader may see it."""

from django.shortcuts import get_object_or_404

from pult.foundation.web import Request
from pult.knowledge.models import Document, Translation


def document_of(request: Request, pk: int) -> Document:
    """The document with this number, if the reader may see it."""
    seen = Document.objects.visible_to(request.actor).select_related(
        "category", "owner__person", "department"
    )
    return get_object_or_404(seen, pk=pk)


def translation_of(request: Request, pk: int, language: str) -> Translation:
    """A document in one language, with its draft."""
    seen = Translation.objects.visible_to(request.actor).whole()
    return get_object_or_404(seen, document=pk, language=language)
