"""What follows when nobody in a panel has anything open: it is complete, and its marks stand as evidence of skills."""

from datetime import datetime
from math import sqrt

from django.utils.translation import gettext as _

from pult.foundation.actors import Actor, Kind
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
from pult.scorecards.errors import NotYours
from pult.scorecards.events import PanelCompleted
from pult.scorecards.models import Assessment, Panel, Version
from pult.scorecards.queries.marks import marks_of
from pult.scorecards.scoring import by_skill
from pult.skills import operations as skills
from pult.skills.models import Evidence, Skill
from pult.skills.types import Source

OUTSIDER = Actor(kind=Kind.NOBODY)


def must_be_rater(assessment: Assessment, by: Actor) -> None:
    """Only the rater writes. For raters from outside, whoever calls has checked their link."""
    if assessment.rater_id is not None and assessment.rater_id != by.person_id:
        raise NotYours(_("Only the rater writes in an assessment."))


def settle(panel: Panel, *, by: Actor, at: datetime) -> None:
    """When the last rater is done, tell it and write the evidence; earlier, even a skill could give a mark away."""
    # Two panels about one thing that end at once must not each leave the evidence to the other.
    transaction_lock(f"scorecards.about:{panel.about}")
    if panel.assessments.open().exists():
        return
    publish(
        PanelCompleted(panel_id=panel.pk, ref=panel.about, is_closed_early=panel.is_closed, by=by.ref, at=at)
    )
    for one in Panel.objects.filter(about=panel.about).select_related("holder"):
        write_evidence(one, at=at)


def write_evidence(panel: Panel, *, at: datetime) -> None:
    """What a thing that nobody judges any more says of skills. Repeating changes nothing; changed marks replace it."""
    is_judged = Assessment.objects.open().filter(panel__about=panel.about).exists()
    if panel.holder is None or is_judged:
        return
    submitted = list(panel.assessments.submitted().select_related("rater"))
    version = Version.objects.whole().get(pk=panel.version_id)
    known = {skill.pk: skill for skill in Skill.objects.in_use()}
    marks = marks_of(submitted)
    for assessment in submitted:
        found = by_skill(version.items, marks[assessment.pk].counted)
        _take_back_what_is_gone(assessment, set(found), at=at)
        # Raters of one thing weigh more than one, and less than as many things.
        weight = 1 / sqrt(len(submitted))
        for skill_id, points in found.items():
            if skill_id in known:
                skills.evidence(
                    panel.holder,
                    known[skill_id],
                    score=points.points,
                    weight=weight,
                    source=Source(panel.source),
                    source_ref=assessment.ref,
                    scorecard_version=version.pk,
                    observed_at=panel.observed_at,
                    by=_rater(assessment),
                    at=at,
                )


def _take_back_what_is_gone(assessment: Assessment, found: set[int], *, at: datetime) -> None:
    """A skill that is judged no longer, because its criteria do not apply after all, loses its evidence."""
    written = Evidence.objects.in_force().filter(source_ref=assessment.ref)
    if set(written.values_list("skill_id", flat=True)) - found:
        skills.take_back(assessment.ref, by=_rater(assessment), at=at)


def _rater(assessment: Assessment) -> Actor:
    return assessment.rater.actor if assessment.rater else OUTSIDER
