"""What a rater sees: what they were asked to judge, and the sheet that they fill in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pult.foundation.actors import Actor
from pult.foundation.web.paging import Page, keyset_page
from pult.scorecards.checking import Gap, Reason, gaps
from pult.scorecards.models import Assessment, Criterion, Score, Section, Version
from pult.scorecards.scoring import Result, result
from pult.scorecards.types import Kind, Mark, State

from .marks import marks_of

LATEST = 30


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion with what the rater gave."""

    criterion: Criterion
    score: Score | None
    mark: Mark
    shows_cause: bool
    gap: Reason | None

    @property
    def choice(self) -> str:
        """The mark as the form's radio buttons say it."""
        return "na" if self.mark.is_na else "" if self.mark.value is None else str(self.mark.value)

    @property
    def words(self) -> str:
        """What the chosen point looks like."""
        return (
            dict(self.criterion.points).get(self.mark.value or 0, "") if self.mark.value is not None else ""
        )

    @property
    def needs_evidence(self) -> bool:
        """Whether this mark counts only with evidence."""
        return self.criterion.asks_for_evidence(
            self.mark if self.mark.is_given else Mark(self.criterion.lowest)
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section with its rows."""

    section: Section
    rows: list[Row]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A scorecard to fill in or to read; without an assessment it is a preview."""

    version: Version
    parts: list[Part]
    result: Result
    gaps: list[Gap]
    assessment: Assessment | None = None

    @property
    def is_open(self) -> bool:
        """Whether the rater still writes."""
        return self.assessment is not None and self.assessment.is_open


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One assessment in a rater's list."""

    assessment: Assessment
    answered: int
    of: int


def sheet(assessment: Assessment) -> Sheet:
    """One's own assessment. Whoever calls has asked whose it is, or has checked the link of an outsider."""
    version = Version.objects.whole().get(pk=assessment.panel.version_id)
    scores = {score.criterion_id: score for score in assessment.scores.all()}
    marks = {one.key: scores[one.pk].mark for one in version.criteria_in_order if one.pk in scores}
    return Sheet(
        version=version,
        parts=_parts(version, scores),
        result=result(version.items, marks),
        gaps=gaps(version.criteria_in_order, scores),
        assessment=assessment,
    )


def preview(version: Version) -> Sheet:
    """The sheet as raters will see it; fetch the version with `whole()` before."""
    return Sheet(version=version, parts=_parts(version, {}), result=result(version.items, {}), gaps=[])


def row(assessment: Assessment, criterion: Criterion) -> Row:
    """One criterion of one's own assessment, as it is kept now."""
    return _row(criterion, assessment.scores.filter(criterion=criterion).first())


def waiting(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Assessment]:
    """What this person was asked to judge and has not handed in, the longest first."""
    own = Assessment.objects.visible_to(actor).open().select_related("panel__version__scorecard")
    return keyset_page(own, ["asked_at", "pk"], after=after, before=before, size=LATEST)


def done(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Assessment]:
    """What this person has handed in or withdrawn from, the latest first."""
    own = Assessment.objects.visible_to(actor).exclude(state=State.DRAFT)
    rows = own.select_related("panel__version__scorecard")
    return keyset_page(rows, ["-pk"], after=after, before=before, size=LATEST)


def waiting_rows(actor: Actor) -> "QuerySet[Any, Any]":
    """What waits for this person, as rows to be counted; every page asks."""
    return Assessment.objects.visible_to(actor).open().values_list("pk")


def asked(assessments: list[Assessment]) -> list[Asked]:
    """How far this person is with each."""
    marks = marks_of(assessments)
    versions = Version.objects.filter(pk__in={one.panel.version_id for one in assessments})
    of = {
        version.pk: sum(one.kind != Kind.TEXT for one in version.criteria.all())
        for version in versions.prefetch_related("criteria")
    }
    return [
        Asked(
            assessment=one,
            answered=sum(mark.is_given for mark in marks[one.pk].given.values()),
            of=of[one.panel.version_id],
        )
        for one in assessments
    ]


def _parts(version: Version, scores: dict[int, Score]) -> list[Part]:
    return [
        Part(section=section, rows=[_row(one, scores.get(one.pk)) for one in section.criteria.all()])
        for section in version.sections.all()
    ]


def _row(criterion: Criterion, score: Score | None) -> Row:
    mark = score.mark if score else Mark()
    gap = next((found.reason for found in gaps([criterion], {criterion.pk: score} if score else {})), None)
    return Row(
        criterion=criterion, score=score, mark=mark, shows_cause=criterion.asks_for_cause(mark), gap=gap
    )
