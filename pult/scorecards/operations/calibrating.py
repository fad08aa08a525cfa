"""Talking about marks that lie apart: what is changed keeps what it was, and why."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.scorecards.errors import NotYours, StillBlind
from pult.scorecards.events import MarkCalibrated
from pult.scorecards.models import Calibration, Panel, Score
from pult.scorecards.types import MOST_WORDS, Act, Mark, Right

from .settling import write_evidence


@transaction.atomic
def calibrate(score: Score, *, mark: Mark, reason: str, by: Actor, at: datetime | None = None) -> Calibration:
    """Change a mark after talking about it. The mark as given stays; evidence of skills follows what counts now."""
    at = at or timezone.now()
    # One change after the other, so that each sees what the last one left.
    panel = (
        Panel.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder")
        .get(pk=score.assessment.panel_id)
    )
    before = _last(score)
    _check(score, panel, mark, before, reason, by)
    change = Calibration.objects.create(
        score=score,
        value=mark.value,
        is_na=mark.is_na,
        reason=reason.strip(),
        by=by.ref,
        by_name=by.name,
        at=at,
    )
    audit.record(
        Act.CALIBRATED,
        by=by,
        about=f"panel:{panel.pk}",
        about_name=panel.title,
        before={score.criterion.key: before.value},
        after={score.criterion.key: mark.value},
        at=at,
    )
    write_evidence(panel, at=at)
    publish(
        MarkCalibrated(
            panel_id=panel.pk,
            assessment_id=score.assessment_id,
            score_id=score.pk,
            ref=panel.about,
            by=by.ref,
            at=at,
        )
    )
    return change


def _last(score: Score) -> Mark:
    change = score.calibrations.order_by("at", "pk").last()
    return change.mark if change else score.mark


def _check(score: Score, panel: Panel, mark: Mark, before: Mark, reason: str, by: Actor) -> None:
    if by.person_id != score.assessment.rater_id and not by.has(Right.LEAD):
        raise NotYours(_("A mark is changed by its rater, or by whoever leads the calibration."))
    if not score.assessment.is_submitted or panel.assessments.open().exists():
        raise StillBlind(_("Marks are talked about when everybody has judged."))
    if not reason.strip() or len(reason) > MOST_WORDS:
        raise Invalid(_("Please write down why the mark changes."))
    if mark == before:
        raise Invalid(_("That is the mark that counts already."))
    is_allowed = score.criterion.may_skip if mark.is_na else score.criterion.item.allows(mark.value or 0)
    if not is_allowed or not mark.is_given:
        raise Invalid(_("That mark is not on the scale of this criterion."))
