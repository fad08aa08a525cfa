"""What was asked and nothing answers: the list, what was asked alike, and what comes near."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pult.foundation.actors import Actor
from pult.foundation.text.query import parse
from pult.foundation.web import Page, keyset_page
from pult.knowledge.asked import key_of
from pult.knowledge.models import Gap
from pult.knowledge.models.reading import GapQuerySet
from pult.knowledge.types import DocumentKind, GapState, Reader

from . import finding

# Among how many of the heaviest others are looked for, and which share of the words has to be the same.
MOST_COMPARED = 500
ALIKE = 0.6
NEAR_KINDS = (DocumentKind.ARTICLE, DocumentKind.HANDBOOK, DocumentKind.SOP)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What somebody wants to see of the list."""

    words: str = ""
    state: str = GapState.OPEN
    source: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A gap with those that ask alike in other words or in another language."""

    gap: Gap
    alike: list[Gap] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How often all of them were asked."""
        return self.gap.count + sum(one.count for one in self.alike)


def gaps(
    actor: Actor, chosen: Chosen, *, after: str | None = None, before: str | None = None, size: int = 30
) -> Page[Gap]:
    """A page of what was chosen: what is asked most, or what was settled last, first."""
    order = ("-count", "-id") if chosen.state == GapState.OPEN else ("-settled_at", "-id")
    rows = _matching(actor, chosen).select_related("document", "settled_by")
    return keyset_page(rows, order, after=after, before=before, size=size)


def rows_of(actor: Actor, chosen: Chosen, found: Sequence[Gap]) -> list[Row]:
    """The rows of a page: what asks alike stands once, under the one that is asked most."""
    if chosen.state != GapState.OPEN:
        return [Row(gap=one) for one in found]
    groups = grouped(_heaviest(_matching(actor, chosen)))
    followers = {one.pk for group in groups.values() for one in group}
    rows = [Row(gap=one, alike=groups.get(one.pk, [])) for one in found if one.pk not in followers]
    return sorted(rows, key=lambda row: -row.times)


def alike(gap: Gap, actor: Actor) -> list[Gap]:
    """Open gaps that ask the same in other words or in another language, the heaviest first."""
    words = set(gap.key.split())
    others = _heaviest(Gap.objects.visible_to(actor).open().exclude(pk=gap.pk))
    return [one for one in others if likeness(words, set(one.key.split())) >= ALIKE]


def near(gap: Gap, actor: Actor, words: str = "") -> list[finding.Found]:
    """Documents that may answer it, or what somebody looks for instead."""
    return finding.find(
        words or gap.question, reader=Reader(actor=actor), language=gap.language, kinds=NEAR_KINDS
    )


def count_open(actor: Actor) -> int:
    """How many are still open."""
    return Gap.objects.visible_to(actor).open().count()


def grouped(heaviest: Iterable[Gap]) -> dict[int, list[Gap]]:
    """Who asks alike, by the one of them that comes first."""
    leaders: dict[int, set[str]] = {}
    having: dict[str, set[int]] = defaultdict(set)
    groups: dict[int, list[Gap]] = defaultdict(list)
    for one in heaviest:
        words = set(one.key.split())
        near_by = {leader for word in words for leader in having[word]}
        scores = {leader: likeness(words, leaders[leader]) for leader in sorted(near_by)}
        best = max(scores, key=lambda leader: scores[leader], default=None)
        if best is not None and scores[best] >= ALIKE:
            groups[best].append(one)
            continue
        leaders[one.pk] = words
        for word in words:
            having[word].add(one.pk)
    return dict(groups)


def likeness(some: set[str], others: set[str]) -> float:
    """The share of their words that two questions have in common."""
    return len(some & others) / len(some | others) if some | others else 0.0


def _heaviest(rows: GapQuerySet) -> list[Gap]:
    return list(rows.order_by("-count", "-id")[:MOST_COMPARED])


def _matching(actor: Actor, chosen: Chosen) -> GapQuerySet:
    rows = Gap.objects.visible_to(actor).filter(state=chosen.state)
    if chosen.source:
        rows = rows.filter(source=chosen.source)
    if chosen.language:
        rows = rows.filter(language=chosen.language)
    if not parse(chosen.words).is_empty:
        for word in key_of(chosen.words).split():
            rows = rows.filter(key__contains=word)
    return rows
