"""The handbook as the staff reads it: categories with their pages, and what waits for one's signature."""

from dataclasses import dataclass

from pult.foundation.actors import Actor
from pult.knowledge.models import Acknowledgement, Category, Translation
from pult.knowledge.types import DocumentKind, Reader

from .reading import best, to_sign

HANDBOOK = (DocumentKind.HANDBOOK, DocumentKind.SOP, DocumentKind.SCENARIO)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A category with the pages that lie in it; None holds those that lie nowhere."""

    category: Category | None
    pages: list[Translation]


def chapters(actor: Actor, language: str, kinds: tuple[str, ...] = HANDBOOK) -> list[Chapter]:
    """Everything of these kinds that somebody may read, by category, in their language."""
    rows = Translation.objects.readable_by(Reader(actor=actor)).filter(document__kind__in=kinds)
    rows = rows.select_related("document__category")
    documents: dict[int, list[Translation]] = {}
    for row in rows.order_by("document__position", "document", "pk"):
        documents.setdefault(row.document_id, []).append(row)
    chosen = [one for versions in documents.values() if (one := best(versions, language))]
    return _by_category(chosen)


def waiting(actor: Actor, language: str) -> list[tuple[Acknowledgement, str]]:
    """What one still has to sign, with its title in one's language."""
    rows = list(to_sign(actor))
    read = Translation.objects.published().filter(document__in=[row.document_id for row in rows])
    titles: dict[int, list[Translation]] = {}
    for one in read.select_related("document"):
        titles.setdefault(one.document_id, []).append(one)
    return [
        (row, chosen.title) for row in rows if (chosen := best(titles.get(row.document_id, []), language))
    ]


def _by_category(pages: list[Translation]) -> list[Chapter]:
    grouped: dict[int | None, Chapter] = {}
    for page in sorted(pages, key=lambda one: _place(one.document.category)):
        category = page.document.category
        key = category.pk if category else None
        grouped.setdefault(key, Chapter(category=category, pages=[])).pages.append(page)
    return list(grouped.values())


def _place(category: Category | None) -> tuple[bool, int, int]:
    return (category is None, category.position if category else 0, category.pk if category else 0)
