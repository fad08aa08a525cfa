"""Judging: what a rater types is kept at once; submitting locks it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.scorecards.checking import gaps
from pult.scorecards.errors import AlreadySubmitted, ChangedElsewhere, NotReady
from pult.scorecards.events import AssessmentSubmitted
from pult.scorecards.models import Assessment, Criterion, Panel, Score, Version
from pult.scorecards.types import MOST_WORDS, Mark, State

from .settling import must_be_rater, settle


@transaction.atomic
def save_score(
    assessment: Assessment,
    criterion: Criterion,
    *,
    by: Actor,
    mark: Mark | None = None,
    evidence: str = "",
    cause: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Score:
    """Keep a mark and its evidence as they stand now. `seen` is the revision that the rater's window showed."""
    mark = mark or Mark()
    must_be_rater(assessment, by)
    _check(assessment, criterion, mark, evidence, cause)
    _lock_open(assessment)
    says = {"value": mark.value, "is_na": mark.is_na, "evidence": evidence, "cause": cause}
    score = Score.objects.filter(assessment=assessment, criterion=criterion).first()
    at = at or timezone.now()
    if score is None:
        return Score.objects.create(assessment=assessment, criterion=criterion, saved_at=at, **says)
    if all(getattr(score, name) == value for name, value in says.items()):
        return score
    if seen is not None and seen != score.revision:
        raise ChangedElsewhere(_("This criterion was changed in another window. Your words are still here."))
    Score.objects.filter(pk=score.pk).update(revision=score.revision + 1, saved_at=at, **says)
    score.refresh_from_db()
    return score


@transaction.atomic
def submit(assessment: Assessment, *, by: Actor, at: datetime | None = None) -> None:
    """Hand an assessment in. It is locked from then on; when it was the last one, the panel is complete."""
    at = at or timezone.now()
    must_be_rater(assessment, by)
    # Two raters who finish at once must not each think that the other is still busy.
    panel = (
        Panel.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder")
        .get(pk=assessment.panel_id)
    )
    _lock_open(assessment)
    _must_be_whole(assessment, panel)
    Assessment.objects.filter(pk=assessment.pk).update(state=State.SUBMITTED, submitted_at=at)
    assessment.refresh_from_db()
    publish(
        AssessmentSubmitted(panel_id=panel.pk, assessment_id=assessment.pk, ref=panel.about, by=by.ref, at=at)
    )
    settle(panel, by=by, at=at)


def _lock_open(assessment: Assessment) -> None:
    # What is typed in one window and submitted in another come one after the other.
    rows = Assessment.objects.select_for_update(no_key=True).filter(pk=assessment.pk, state=State.DRAFT)
    if not rows.values_list("pk", flat=True).first():
        raise AlreadySubmitted(_("This assessment is locked: it was submitted or withdrawn already."))


def _must_be_whole(assessment: Assessment, panel: Panel) -> None:
    version = Version.objects.whole().get(pk=panel.version_id)
    scores = {score.criterion_id: score for score in assessment.scores.all()}
    count = len(gaps(version.criteria_in_order, scores))
    if count:
        sentence = ngettext(
            "%(count)d criterion still needs its mark, evidence or cause.",
            "%(count)d criteria still need their mark, evidence or cause.",
            count,
        )
        raise NotReady(sentence % {"count": count})


def _check(assessment: Assessment, criterion: Criterion, mark: Mark, evidence: str, cause: str) -> None:
    if criterion.version_id != assessment.panel.version_id:
        raise Invalid(_("This criterion does not belong to the scorecard that is filled in here."))
    if mark.is_na and (mark.value is not None or not criterion.may_skip):
        raise Invalid(_("This criterion always applies."))
    if mark.value is not None and not criterion.item.allows(mark.value):
        raise Invalid(_("That mark is not on the scale of this criterion."))
    if cause and cause not in dict(criterion.choices_of_cause):
        raise Invalid(_("That is not one of the root causes to choose from."))
    if len(evidence) > MOST_WORDS:
        raise Invalid(
            _("The evidence is too long: at most %(most)d letters. Nothing was lost; please shorten it.")
            % {"most": MOST_WORDS}
        )
