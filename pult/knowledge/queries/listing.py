"""The staff's list of documents: what was chosen, a page of rows, and how each stands in every language."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from pult.foundation.actors import Actor
from pult.foundation.text.query import parse
from pult.foundation.text.tongues import WRITTEN
from pult.foundation.web import Page, keyset_page
from pult.knowledge.models import Category, Document, Draft, Translation
from pult.knowledge.models.documents import DocumentQuerySet
from pult.knowledge.types import TranslationState

from .reading import best

ORDER = ("-changed_at", "-pk")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What somebody wants to see of the list."""

    words: str = ""
    kind: str = ""
    category: int | None = None
    language: str = ""
    state: str = ""
    owner: int | None = None
    is_due: bool = False
    is_away: bool = False
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A document as the list shows it: its title for this reader, and how it stands in each language."""

    document: Document
    title: str
    states: dict[str, TranslationState]
    is_due: bool
    has_draft: bool


def documents(
    actor: Actor, chosen: Chosen, *, after: str | None = None, before: str | None = None, size: int = 30
) -> Page[Document]:
    """A page of what was chosen, the latest changes first."""
    rows = _matching(Document.objects.visible_to(actor), chosen)
    rows = rows.select_related("category", "owner__person", "department")
    return keyset_page(rows, ("-changed_at", "-id"), after=after, before=before, size=size)


def rows_of(documents: list[Document], language: str, today: date) -> list[Row]:
    """What the list says about each of these documents; two statements, however many they are."""
    found: dict[int, list[Translation]] = {}
    translations = Translation.objects.filter(document__in=documents).defer("vector")
    for one in translations.select_related("document").order_by("pk"):
        found.setdefault(one.document_id, []).append(one)
    drafts = set(
        Draft.objects.filter(translation__document__in=documents).values_list(
            "translation__document", flat=True
        )
    )
    return [
        _row(one, found.get(one.pk, []), language, today, has_draft=one.pk in drafts) for one in documents
    ]


def count_due(actor: Actor, today: date) -> int:
    """How many documents that somebody may see are due for review."""
    return Document.objects.visible_to(actor).in_use().published().due(today).count()


def tree() -> list[tuple[Category, int]]:
    """Every category with its depth, as the house has put them."""
    everything = list(Category.objects.in_order())
    children: dict[int | None, list[Category]] = {}
    for one in everything:
        children.setdefault(one.parent_id, []).append(one)
    return list(_walk(children, None, 0))


def below(category_id: int) -> list[int]:
    """A category and all that lie in it."""
    found: list[int] = []
    inside = False
    depth = 0
    for one, level in tree():
        if one.pk == category_id:
            inside, depth = True, level
            found.append(one.pk)
        elif inside and level > depth:
            found.append(one.pk)
        else:
            inside = False
    return found


def _walk(children: dict[int | None, list[Category]], parent: int | None, depth: int) -> Any:
    for one in children.get(parent, []):
        yield one, depth
        yield from _walk(children, one.pk, depth + 1)


def _matching(rows: DocumentQuerySet, chosen: Chosen) -> DocumentQuerySet:
    rows = rows.exclude(archived_at=None) if chosen.is_away else rows.in_use()
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.category is not None:
        rows = rows.filter(category__in=below(chosen.category))
    if chosen.owner is not None:
        rows = rows.filter(owner=chosen.owner)
    if chosen.is_due:
        rows = rows.published().due(chosen.today)
    asked = parse(chosen.words, is_typing=True)
    if not asked.is_empty:
        hits = Translation.objects.filter(vector__matches=asked)
        rows = rows.filter(pk__in=hits.values("document"))
    return _in_state(rows, chosen)


def _in_state(rows: DocumentQuerySet, chosen: Chosen) -> DocumentQuerySet:
    own = Translation.objects.filter(document=OuterRef("pk"))
    if chosen.language:
        own = own.filter(language=chosen.language)
    questions = {
        TranslationState.PUBLISHED: Q(published__isnull=False),
        TranslationState.DRAFT: Q(draft__isnull=False),
        TranslationState.OUTDATED: Q(is_outdated=True),
        TranslationState.MADE: Q(made_from__isnull=False),
        TranslationState.WITHDRAWN: Q(published=None, published_at__isnull=False),
    }
    if chosen.state == TranslationState.MISSING:
        return _missing(rows, chosen.language)
    if chosen.state in questions:
        own = own.filter(questions[TranslationState(chosen.state)])
    return rows.filter(Exists(own)) if chosen.language or chosen.state in questions else rows


def _missing(rows: DocumentQuerySet, language: str) -> DocumentQuerySet:
    """Those without this language; without one, those that lack any of the languages that people write."""
    lacks = Q()
    for one in [language] if language else WRITTEN:
        lacks |= ~Q(Exists(Translation.objects.filter(document=OuterRef("pk"), language=one)))
    return rows.filter(lacks)


def _row(
    document: Document, translations: list[Translation], language: str, today: date, *, has_draft: bool
) -> Row:
    shown = best(translations, language)
    return Row(
        document=document,
        title=shown.title if shown else "",
        states={one: _state_in(translations, one) for one in (*WRITTEN, "sr")},
        is_due=document.review_on is not None and document.review_on <= today,
        has_draft=has_draft,
    )


def _state_in(translations: list[Translation], language: str) -> TranslationState:
    found = next((one for one in translations if one.language == language), None)
    return found.state if found else TranslationState.MISSING
