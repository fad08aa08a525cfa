"""What is still missing before an assessment can be submitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .models import Criterion, Score
from .types import Evidence, Kind, Mark


class Reason(StrEnum):
    """Why a criterion is not done."""

    NO_MARK = "no_mark"
    NO_EVIDENCE = "no_evidence"
    NO_CAUSE = "no_cause"


@dataclass(frozen=True, slots=True)
class Gap:
    """One criterion that is not done, and why."""

    criterion: Criterion
    reason: Reason


def gaps(criteria: Iterable[Criterion], scores: Mapping[int, Score]) -> list[Gap]:
    """What a rater still has to write, in the order of the page; scores by the id of their criterion."""
    found = ((one, missing(one, scores.get(one.pk))) for one in criteria)
    return [Gap(one, reason) for one, reason in found if reason]


def missing(criterion: Criterion, score: Score | None) -> Reason | None:
    """What one criterion still needs, the mark before its reasons."""
    mark = score.mark if score else Mark()
    words = score.evidence.strip() if score else ""
    if criterion.kind == Kind.TEXT:
        return Reason.NO_EVIDENCE if criterion.evidence == Evidence.ALWAYS and not words else None
    if not mark.is_given:
        return Reason.NO_MARK
    if criterion.asks_for_evidence(mark) and not words:
        return Reason.NO_EVIDENCE
    if criterion.asks_for_cause(mark) and not (score and score.cause):
        return Reason.NO_CAUSE
    return None
