"""Keeping what published texts are found by true: after a publication, a withdrawal, a change, or a newer analyser."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from pult.foundation.text.codes import MOST, VERSION
from pult.foundation.text.vector import Section, Weight, vector
from pult.knowledge.markdown import plain
from pult.knowledge.models import Revision, Translation, TranslationIndex
from pult.knowledge.ranking import fields_of

AT_ONCE = 100


@transaction.atomic
def index_document(document_id: int) -> None:
    """Have every language of a document found by what it says now, and what is withdrawn no longer."""
    published = Translation.objects.published().filter(document=document_id)
    TranslationIndex.objects.filter(translation__document=document_id).exclude(
        translation__in=published.values("pk")
    ).delete()
    _write(published)


def index_outdated() -> int:
    """Index some texts whose keys an older analyser made, or that have none. Returns how many."""
    outdated = Translation.objects.published().exclude(index__analyser=VERSION).order_by("pk")
    found = list(outdated.values_list("pk", flat=True)[:AT_ONCE])
    with transaction.atomic():
        _write(Translation.objects.published().filter(pk__in=found))
    return len(found)


def _write(translations: Iterable[Translation]) -> None:
    rows = [
        _row(one, one.published)
        for one in translations.select_related("document", "published")  # type: ignore[attr-defined]
    ]
    TranslationIndex.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["translation"],
        update_fields=["codes", "titles", "text", "analyser"],
    )


def _row(translation: Translation, revision: Revision) -> TranslationIndex:
    asked = translation.document.also_asked
    text = " ".join([plain(revision.html), *_words_in(revision.data)])
    return TranslationIndex(
        translation=translation,
        codes=fields_of(revision.title, asked, text)[:MOST],
        titles=vector(Section(revision.title, Weight.TITLE), Section(" ".join(asked), Weight.NAME)),
        text=text,
        analyser=VERSION,
    )


def _words_in(data: Any) -> Iterator[str]:
    """What a structured document says, wherever it stands in it."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _words_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words_in(value)
