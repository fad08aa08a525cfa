"""The marks of assessments: as they were given, and as they count after a calibration."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pult.scorecards.models import Assessment, Calibration, Score
from pult.scorecards.types import Mark


@dataclass
class Marks:
    """The marks of one assessment by the keys of its criteria, and the rows behind them."""

    given: dict[str, Mark] = field(default_factory=dict)
    counted: dict[str, Mark] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    changes: dict[str, list[Calibration]] = field(default_factory=dict)


def marks_of(assessments: Iterable[Assessment]) -> dict[int, Marks]:
    """The marks of these assessments in two statements. Whoever calls has asked who may see them."""
    found = {assessment.pk: Marks() for assessment in assessments}
    scores = Score.objects.filter(assessment__in=list(found)).select_related("criterion")
    by_pk = {score.pk: score for score in scores}
    for score in by_pk.values():
        marks, key = found[score.assessment_id], score.criterion.key
        marks.scores[key] = score
        marks.given[key] = marks.counted[key] = score.mark
    changes = Calibration.objects.filter(score__assessment__in=list(found)).order_by("at", "pk")
    for change in changes:
        score = by_pk[change.score_id]
        marks, key = found[score.assessment_id], score.criterion.key
        marks.counted[key] = change.mark
        marks.changes.setdefault(key, []).append(change)
    return found
