"""Whether articles help: how many readers said so, how sure that is, and what they wrote."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.knowledge.letters import titles_of
from pult.knowledge.models import DayOfReading, Document, Feedback
from pult.knowledge.types import DocumentKind
from pult.metrics.statistics import Interval, Share

ORDERS = {
    "complaints": ("-nos", "-id"),
    "praise": ("-yeses", "-id"),
    "read": ("-times", "-id"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """An article: how often it was read, how many it helped, how many it did not, and what waits to be read."""

    document: Document
    title: str
    times: int
    share: Share
    open_comments: int

    @property
    def noes(self) -> int:
        """How many it did not help."""
        return self.share.of - self.share.hits

    @property
    def interval(self) -> Interval | None:
        """Within which the share lies, with a certainty of 95 %."""
        return self.share.interval


def articles(
    actor: Actor,
    *,
    days: int,
    order: str,
    now: datetime,
    after: str | None = None,
    before: str | None = None,
    size: int = 30,
) -> Page[Document]:
    """A page of the articles that somebody has read or judged within so many days."""
    since = now - timedelta(days=days)
    judged = Feedback.objects.filter(translation__document=OuterRef("pk"), at__gte=since)
    read = DayOfReading.objects.filter(
        translation__document=OuterRef("pk"), day__gte=timezone.localdate(since)
    )
    rows = Document.objects.visible_to(actor).in_use().published().filter(kind=DocumentKind.ARTICLE)
    rows = rows.filter(Exists(judged) | Exists(read)).annotate(
        yeses=_counted(judged.filter(is_helpful=True)),
        nos=_counted(judged.filter(is_helpful=False)),
        times=_whole(read.values("translation__document").annotate(n=Sum("count")).values("n")),
        comments=_counted(Feedback.objects.open().filter(translation__document=OuterRef("pk"))),
    )
    return keyset_page(rows.select_related("category"), ORDERS[order], after=after, before=before, size=size)


def rows_of(documents: list[Document], language: str) -> list[Row]:
    """What the page says of each; one statement more."""
    titles = titles_of(documents, language)
    return [
        Row(
            document=one,
            title=titles[one.pk],
            times=getattr(one, "times", 0),
            share=Share(getattr(one, "yeses", 0), getattr(one, "yeses", 0) + getattr(one, "nos", 0)),
            open_comments=getattr(one, "comments", 0),
        )
        for one in documents
    ]


def whole(actor: Actor, *, days: int, now: datetime) -> Share:
    """All articles together, pooled."""
    rows = Feedback.objects.visible_to(actor).filter(at__gte=now - timedelta(days=days))
    counted = rows.aggregate(yes=Count("pk", filter=Q(is_helpful=True)), whole=Count("pk"))
    return Share(counted["yes"], counted["whole"])


def comments(
    actor: Actor,
    *,
    document: int | None = None,
    shows_all: bool = False,
    after: str | None = None,
    before: str | None = None,
    size: int = 30,
) -> Page[Feedback]:
    """A page of what readers wrote, the newest first: what is still to be dealt with, or everything."""
    rows = Feedback.objects.visible_to(actor)
    rows = rows.with_words() if shows_all else rows.open()
    if document is not None:
        rows = rows.filter(translation__document=document)
    rows = rows.select_related("translation__document", "dealt_by")
    return keyset_page(rows, ("-at", "-id"), after=after, before=before, size=size)


def count_open_comments(actor: Actor) -> int:
    """How many of their words nobody has dealt with."""
    return Feedback.objects.visible_to(actor).open().count()


def _counted(rows: "QuerySet[Feedback]") -> Coalesce:
    return _whole(rows.values("translation__document").annotate(n=Count("pk")).values("n"))


def _whole(rows: object) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)  # type: ignore[arg-type]
