"""What a new colleague reads about their own trial period: goals, dates, what was agreed, and what was shared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.hiring.models import GoalMark, Trial, TrialDecision, TrialGoal, TrialReview
from pult.hiring.types import STILL_OPEN
from pult.scorecards.models import Assessment
from pult.scorecards.queries.assessing import Sheet, sheet

from .trials import Standing


@dataclass(frozen=True, kw_only=True)
class OwnReview:
    """One review in the eyes of whom it is about."""

    review: TrialReview
    marks: list[GoalMark]
    sheets: list[Sheet]
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class OwnTrial:
    """Everything on the new colleague's own page."""

    trial: Trial
    today: date
    goals: list[TrialGoal]
    reviews: list[OwnReview]
    decision: TrialDecision | None

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        return Standing(self.trial, self.today)


def own_trial(actor: Actor) -> OwnTrial | None:
    """The page of one's own trial; None for everybody who has none."""
    rows = Trial.objects.of(actor).select_related(
        "application__opening", "application__person", "application__candidate", "guide"
    )
    trial = rows.order_by("-began_on", "-pk").first()
    if trial is None:
        return None
    goals = list(trial.goals.select_related("skill").in_order())
    for goal in goals:
        goal.trial = trial
    return OwnTrial(
        trial=trial,
        today=timezone.localdate(),
        goals=goals,
        reviews=_reviews(trial),
        decision=trial.decisions.latest_first().first(),
    )


def _reviews(trial: Trial) -> list[OwnReview]:
    marks = GoalMark.objects.select_related("goal").order_by("goal__day", "pk")
    rows = list(trial.reviews.prefetch_related(Prefetch("marks", marks, to_attr="said")).in_order())
    for one in rows:
        one.trial = trial
    shared = _shared(trial)
    return [
        OwnReview(
            review=one,
            marks=list(getattr(one, "said", [])),
            sheets=shared.get(one.pk, []),
            may_write=trial.is_running and not one.is_held,
        )
        for one in rows
    ]


def _shared(trial: Trial) -> dict[int, list[Sheet]]:
    """The sheets that the house has decided to show."""
    shown = Assessment.objects.submitted().filter(
        panel__evidence_step__trial_review__trial=trial,
        panel__evidence_step__trial_review__shared_at__isnull=False,
    )
    found: dict[int, list[Sheet]] = {}
    for one in shown.select_related("panel__evidence_step__trial_review").order_by("pk"):
        review = one.panel.evidence_step.trial_review
        found.setdefault(review.pk, []).append(sheet(one))
    return found


def own_goals_open(actor: Actor) -> "QuerySet[Any, Any]":
    """A row for each open goal of one's running trial, and one where it runs without any; every page asks."""
    open_goals = FilteredRelation("goals", condition=Q(goals__state__in=[str(one) for one in STILL_OPEN]))
    return Trial.objects.of(actor).running().annotate(open=open_goals).values_list("pk", "open__pk")
