"""Questions about guided scripts: which can be played, and what stands in one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept
from pult.knowledge.dependence import Dependent
from pult.knowledge.models import Document, Revision, Translation
from pult.knowledge.types import DocumentKind, Reader
from pult.knowledge.types.scripts import Script

from .libraries import form_of, in_place_of

PLAYABLE = Kept(tuple)


def playable(actor: Actor, *, language: str) -> list[tuple[int, str]]:
    """The published scripts that this person may read, by title: document and title in the nearest language."""
    reader = Reader(actor=actor)
    form = form_of(reader)
    if form is None:
        rows = list(_playable(reader))
    else:
        rows = PLAYABLE.ask(
            (form, actor.unrestricted),
            lambda slots: _playable(in_place_of(reader, slots)),
            {"person": actor.person_id},
        )
    named: dict[int, str] = {}
    for document, written, source, title in rows:
        if written == language or (written == source and document not in named):
            named[document] = title
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def _playable(reader: Reader) -> "QuerySet[Translation, Any]":
    rows = Translation.objects.readable_by(reader).filter(document__kind=DocumentKind.SCRIPT)
    return rows.order_by("pk").values_list("document_id", "language", "document__language", "title")


def to_play(actor: Actor, document_id: int, *, language: str) -> Revision | None:
    """The published version of a script in somebody's language, else in the one it was written in first."""
    rows = Translation.objects.readable_by(Reader(actor=actor)).filter(
        document=document_id, document__kind=DocumentKind.SCRIPT
    )
    found = list(rows.select_related("published__translation__document"))
    found.sort(key=lambda row: (row.language != language, row.language != row.document.language, row.pk))
    return found[0].published if found else None


def scripts(actor: Actor) -> "QuerySet[Translation]":
    """Every script that this person may see, in the language it was written in first, with its draft."""
    seen = Document.objects.visible_to(actor).in_use().filter(kind=DocumentKind.SCRIPT)
    rows = Translation.objects.whole().filter(document__in=seen.values("pk"), made_from=None)
    return rows.select_related("document__owner__person").order_by("title", "pk")


def titles_of(documents: Iterable[int], actor: Actor, *, language: str) -> list[tuple[int, str]]:
    """The titles of documents that a script refers to, as far as this person may read them."""
    wanted = list(documents)
    if not wanted:
        return []
    rows = Translation.objects.readable_by(Reader(actor=actor)).filter(document__in=wanted)
    named: dict[int, str] = {}
    for document, written, title in rows.order_by("pk").values_list("document_id", "language", "title"):
        if document not in named or written == language:
            named[document] = title
    return [(pk, named[pk]) for pk in wanted if pk in named]


def that_need(document_id: int, actor: Actor) -> list[Dependent]:
    """The published scripts that show a document in a step, or go on with it as the next script."""
    rows = scripts(actor).exclude(published=None).exclude(document=document_id)
    return [
        Dependent(name=row.title, href=reverse("scripts:script", args=[row.document_id]))
        for row in rows
        if row.published is not None and document_id in Script.read(row.published.data).needs
    ]
