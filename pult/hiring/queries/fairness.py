"""The only question that joins voluntary answers with applications: it counts, and shows what may be shown.

Counted is the state at the beginning of the month, so that nobody learns an answer by looking before and after one
decision. Openings and groups are shown by the rule of anonymous surveys: whatever is shown, subtracted or crossed is
never about fewer people than the floor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pult.hiring.equality import digest_of
from pult.hiring.models import Application, EqualAnswer, Opening, Stage, StageMove
from pult.hiring.types import FLOOR, GROUPS, Group, GroupLine, Trait, four_fifths
from pult.surveys.types import Tally, publishable

HIRED = "hired"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which trait, how far somebody must have come to count as selected, in which year, for which opening."""

    trait: str = Trait.GENDER
    stage: str = HIRED
    year: int
    opening: int | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """Selection rates by group. Without lines nothing may be shown."""

    wanted: Wanted
    until: datetime
    lines: list[GroupLine]
    hidden: int
    openings: list[Opening]

    @property
    def told(self) -> list[tuple[str, GroupLine]]:
        """Each line with the group's name."""
        names = GROUPS[Trait(self.wanted.trait)]
        return [(str(names.get(line.key, line.key)), line) for line in self.lines]


@dataclass(frozen=True)
class _Row:
    group: str
    opening: int
    is_selected: bool


def fairness_report(wanted: Wanted, *, at: datetime) -> Report:
    """Count it. Whether a group or an opening can be shown is decided for the whole year, whatever is asked for."""
    until = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = _rows(wanted, until=until)
    cells: dict[tuple[str, ...], Tally] = {}
    for row in rows:
        cell = (row.group, str(row.opening))
        cells[cell] = Tally(cells[cell].count + 1 if cell in cells else 1)
    shown = publishable(cells, dimensions=2, floor=FLOOR)
    openings = [int(value) for place, value in shown or () if place == 1]
    groups = {value for place, value in shown or () if place == 0}
    asked = [row for row in rows if wanted.opening in {None, row.opening}]
    if wanted.opening is not None and wanted.opening not in openings:
        asked = []
    lines = _lines(asked, groups)
    return Report(
        wanted=wanted,
        until=until,
        lines=lines,
        hidden=len(asked) - sum(line.group.applied for line in lines),
        openings=list(Opening.objects.filter(pk__in=openings).order_by("-pk")),
    )


def _lines(rows: Iterable[_Row], groups: set[str]) -> list[GroupLine]:
    """Rates of the shown groups; nothing where so few were selected, or left, that the figures would name them."""
    rows = list(rows)
    selected = sum(row.is_selected for row in rows)
    if selected < FLOOR or len(rows) - selected < FLOOR:
        return []
    counted: dict[str, Group] = {}
    for key in sorted(groups):
        mine = [row for row in rows if row.group == key]
        if len(mine) >= FLOOR:
            counted[key] = Group(sum(row.is_selected for row in mine), len(mine))
    return four_fifths(counted)


def _rows(wanted: Wanted, *, until: datetime) -> list[_Row]:
    """Who answered, and whether they came that far; who is still on the way there does not count yet."""
    reached = _reached(wanted.stage, until=until)
    found = (
        Application.objects.filter(applied_at__year=wanted.year, applied_at__lt=until)
        .annotate(has_reached=Exists(reached))
        .filter(Q(has_reached=True) | Q(ended_at__lt=until))
    )
    if wanted.stage != HIRED:
        found = found.filter(Exists(Stage.objects.filter(opening=OuterRef("opening"), kind=wanted.stage)))
    by_digest = {
        digest_of(pk): (opening, has_reached)
        for pk, opening, has_reached in found.values_list("pk", "opening_id", "has_reached")
    }
    return [_Row(group, *by_digest[digest]) for digest, group in _answers(wanted.trait, by_digest) if group]


def _reached(stage: str, *, until: datetime) -> "QuerySet[StageMove]":
    moves = StageMove.objects.filter(application=OuterRef("pk"), at__lt=until)
    if stage == HIRED:
        return moves.filter(state="hired")
    first = Stage.objects.filter(
        opening=OuterRef("stage__opening"), kind=stage, position__lte=OuterRef("stage__position")
    )
    return moves.filter(Q(Exists(first)) | Q(state="hired"))


def _answers(trait: str, digests: Iterable[str]) -> list[tuple[str, str]]:
    rows = EqualAnswer.objects.filter(digest__in=list(digests)).order_by("digest")
    return list(rows.values_list("digest", Trait(trait).value))
