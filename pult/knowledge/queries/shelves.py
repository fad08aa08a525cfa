"""What a reader finds on the shelves of the help centre: categories, what lies in them, what is read most."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from pult.knowledge.models import Category, DayOfReading, Document, Link, Translation
from pult.knowledge.types import DocumentKind, Reader

from .finding import is_foreign, nearest_to

POPULAR_DAYS = 30
MOST_IN_A_CATEGORY = 300


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A category as a reader sees it, with how many articles lie in it and below."""

    category: Category
    count: int
    children: list["Shelf"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An article in the language nearest to the reader's, and the languages that it is there in."""

    translation: Translation
    languages: dict[str, Translation]
    is_foreign: bool


def shelves(reader: Reader) -> list[Shelf]:
    """The categories in which this reader finds something, as a tree: two statements."""
    counts = dict(
        _articles(reader).values_list("category").annotate(count=Count("pk", distinct=True)).order_by()
    )
    below: dict[int | None, list[Category]] = defaultdict(list)
    for category in Category.objects.in_order():
        below[category.parent_id].append(category)
    return _shelves(None, below, counts)


def in_category(category: Category, *, reader: Reader, language: str) -> list[Shown]:
    """The articles of a category, in order."""
    documents = _articles(reader).filter(category=category).order_by("position", "pk")
    return in_nearest(
        documents.values_list("pk", flat=True)[:MOST_IN_A_CATEGORY], reader=reader, language=language
    )


def popular(*, reader: Reader, language: str, limit: int = 6) -> list[Shown]:
    """What was read most within a month; the newest where nothing was."""
    since = timezone.localdate() - timedelta(days=POPULAR_DAYS)
    read = (
        DayOfReading.objects.filter(day__gte=since, translation__document__in=_articles(reader).values("pk"))
        .values_list("translation__document")
        .annotate(times=Sum("count"))
        .order_by("-times", "translation__document")[:limit]
    )
    keys = [key for key, _times in read]
    if len(keys) < limit:
        newest = _articles(reader).exclude(pk__in=keys).order_by("-changed_at", "-pk")
        keys += newest.values_list("pk", flat=True)[: limit - len(keys)]
    return in_nearest(keys, reader=reader, language=language)


def newest(*, reader: Reader, language: str, limit: int = 30) -> list[Translation]:
    """What was published last in this language."""
    there = Translation.objects.readable_by(reader).filter(
        language=language, document__kind=DocumentKind.ARTICLE
    )
    return list(there.select_related("published").order_by("-published_at", "-pk")[:limit])


def article(pk: int, *, reader: Reader, language: str) -> Shown | None:
    """One article, with all the languages that it is there in."""
    there = (
        Translation.objects.readable_by(reader)
        .filter(document=pk, document__kind=DocumentKind.ARTICLE)
        .select_related("document__category__parent", "published")
    )
    return next(iter(_shown(there, [pk], language)), None)


def related(shown: Shown, *, reader: Reader, language: str, limit: int = 5) -> list[Shown]:
    """What it leads to and what leads to it, then its neighbours on the shelf."""
    document = shown.translation.document
    pairs = Link.objects.filter(Q(source=document) | Q(target=document)).values_list("source", "target")
    linked = {key for pair in pairs for key in pair} - {document.pk}
    beside = Q(pk__in=linked)
    if document.category_id:
        beside |= Q(category=document.category_id)
    near = _articles(reader).filter(beside).exclude(pk=document.pk).values_list("pk", flat=True)
    keys = sorted(near.order_by("position", "pk")[:50], key=lambda key: key not in linked)
    return in_nearest(keys[:limit], reader=reader, language=language)


def in_nearest(documents: Iterable[int], *, reader: Reader, language: str) -> list[Shown]:
    """These documents in this order, each in the language nearest to the reader's."""
    keys = list(documents)
    there = Translation.objects.readable_by(reader).filter(document__in=keys).select_related("document")
    return _shown(there, keys, language)


def every_address(reader: Reader) -> list[tuple[int, str, str, datetime | None]]:
    """Document, language, name in the address and moment of everything that this reader may read."""
    there = Translation.objects.readable_by(reader).filter(document__kind=DocumentKind.ARTICLE)
    return list(
        there.order_by("document", "language").values_list("document", "language", "slug", "published_at")
    )


def _shown(there: Iterable[Translation], keys: Collection[int], language: str) -> list[Shown]:
    order = nearest_to(language)
    spoken: dict[int, dict[str, Translation]] = defaultdict(dict)
    for one in there:
        spoken[one.document_id][one.language] = one
    nearest = {key: next(said[one] for one in order if one in said) for key, said in spoken.items()}
    return [
        Shown(
            translation=nearest[key],
            languages=spoken[key],
            is_foreign=is_foreign(nearest[key].language, language),
        )
        for key in keys
        if key in nearest
    ]


def _articles(reader: Reader) -> QuerySet[Document]:
    read = Translation.objects.readable_by(reader).values("document")
    return Document.objects.filter(kind=DocumentKind.ARTICLE, pk__in=read)


def _shelves(
    parent: int | None, below: dict[int | None, list[Category]], counts: dict[int | None, int]
) -> list[Shelf]:
    found = []
    for category in below[parent]:
        children = _shelves(category.pk, below, counts)
        count = counts.get(category.pk, 0) + sum(child.count for child in children)
        if count:
            found.append(Shelf(category=category, count=count, children=children))
    return found
