"""Questions about trial periods: the list with what is due, the page of one, what it shows beside what was foretold."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import fmean

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.hiring.models import (
    Application,
    EvidenceStep,
    GoalMark,
    Prediction,
    Trial,
    TrialDecision,
    TrialGoal,
    TrialReview,
)
from pult.hiring.types import GoalState, StageKind, TrialState
from pult.scorecards.queries.results import PanelResult, results
from pult.skills.models import Skill

from .evidence import StepView, views_of

PAGE_SIZE = 30


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the panel of one review gave: as a whole, or for one skill."""

    day: int
    score: float
    raters: int
    card: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ShownIn:
    """What the reviews of a trial gave, the earliest first; skills by their id."""

    whole: list[Shown]
    skills: dict[int, list[Shown]]

    @property
    def last(self) -> Shown | None:
        """What the last review gave as a whole."""
        return self.whole[-1] if self.whole else None


@dataclass(frozen=True, kw_only=True)
class SkillLine:
    """One skill: what was foretold before the hire, and what the reviews have shown."""

    skill: Skill
    foretold: float | None
    kinds: list[tuple[StageKind, float]]
    seen: list[Shown]

    @property
    def latest(self) -> Shown | None:
        """What the last review that judged it has shown."""
        return self.seen[-1] if self.seen else None

    def on(self, days: list[int]) -> list[Shown | None]:
        """What was shown in the reviews of these days."""
        by_day = {one.day: one for one in self.seen}
        return [by_day.get(day) for day in days]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Foretold beside seen, skill by skill and as a whole."""

    rows: list[SkillLine]
    whole: list[Shown]
    foretold: list[tuple[StageKind, float]]

    @property
    def days(self) -> list[int]:
        """The days of the reviews that have given anything."""
        return [one.day for one in self.whole]

    @property
    def lines(self) -> list[tuple[SkillLine, list[Shown | None]]]:
        """Each skill with one cell for each review."""
        return [(row, row.on(self.days)) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """One review as a page shows it."""

    review: TrialReview
    step: StepView | None
    marks: list[GoalMark]
    is_next: bool
    is_overdue: bool

    @property
    def owes(self) -> bool:
        """Whether the reader's own sheet is open."""
        return self.step is not None and self.step.owes

    @property
    def may_share(self) -> bool:
        """Whether the sheets can be shown to the new colleague now."""
        is_in = self.step is not None and self.step.is_complete and self.step.done > 0
        return self.review.is_held and self.review.shared_at is None and is_in


@dataclass(frozen=True, kw_only=True)
class TrialPage:
    """Everything on the page of a trial, for those who run it and who stand at somebody's side."""

    trial: Trial
    may_run: bool
    today: date
    goals: list[TrialGoal]
    reviews: list[ReviewView]
    decisions: list[TrialDecision]
    table: Table | None
    open_sheets: int = 0

    @property
    def standing(self) -> "Standing":
        """How far it has come."""
        return Standing(self.trial, self.today)

    @property
    def next_review(self) -> ReviewView | None:
        """The review that comes next."""
        return next((one for one in self.reviews if one.is_next), None)


@dataclass(frozen=True)
class Standing:
    """How far a trial has come on a day."""

    trial: Trial
    today: date

    @property
    def day(self) -> int:
        """Which day it is; at most the last one."""
        return max(0, min(self.trial.day_on(self.today), self.trial.days))

    @property
    def days_left(self) -> int:
        """How many days there are until the end; below nothing when it has passed."""
        return (self.trial.ends_on - self.today).days

    @property
    def days_over(self) -> int:
        """How many days ago it should have been decided."""
        return max(0, -self.days_left)

    @property
    def is_overdue(self) -> bool:
        """Whether a review, or the decision, should have been there already."""
        return self.trial.is_running and self.trial.next_on < self.today

    @property
    def has_begun(self) -> bool:
        """Whether the first day has come."""
        return self.trial.began_on <= self.today

    @property
    def waits_for_decision(self) -> bool:
        """Whether nothing is missing but the decision."""
        return self.trial.is_running and self.trial.next_on >= self.trial.ends_on


def trial_list(
    actor: Actor, *, show: str = "", after: str | None = None, before: str | None = None
) -> Page[Trial]:
    """Trials as this person sees them: those that run by what is due, the others by their end, the latest first."""
    rows = Trial.objects.visible_to(actor).select_related(
        "application__candidate", "application__person", "application__opening", "guide"
    )
    goals = Count("goals", distinct=True)
    met = Count("goals", filter=Q(goals__state=GoalState.MET), distinct=True)
    held = Count("reviews", filter=Q(reviews__held_at__isnull=False), distinct=True)
    rows = rows.annotate(goals_count=goals, goals_met=met, held=held, planned=Count("reviews", distinct=True))
    if show == "past":
        past = rows.exclude(state=TrialState.RUNNING)
        return keyset_page(past, ("-next_on", "-id"), after=after, before=before, size=PAGE_SIZE)
    return keyset_page(rows.running(), ("next_on", "id"), after=after, before=before, size=PAGE_SIZE)


def trial_page(trial: Trial, actor: Actor) -> TrialPage:
    """The page of one trial. Who still has to judge sees nothing of what was foretold before they have judged."""
    today = timezone.localdate()
    reviews = _review_views(trial, actor, today)
    owes = any(one.owes for one in reviews)
    steps = [one.step for one in reviews if one.step]
    return TrialPage(
        trial=trial,
        may_run=Trial.objects.run_by(actor).filter(pk=trial.pk).exists(),
        today=today,
        goals=_goals(trial),
        reviews=reviews,
        decisions=list(trial.decisions.latest_first()),
        table=None if owes else foretold_and_seen(trial, actor),
        open_sheets=sum(view.asked - view.done for view in steps),
    )


def shown_in(trial: Trial, actor: Actor) -> ShownIn:
    """What the reviews have given, as far as this person may see it and everybody who was asked has judged."""
    rows = trial.reviews.exclude(step=None).select_related("step").in_order()
    by_about = {f"hiring.step:{one.step_id}": trial.day_on(one.due_on) for one in rows}
    found = results(list(by_about), actor)
    told = [(by_about[about], panel) for about in by_about for panel in found[about]]
    skills: dict[int, list[Shown]] = defaultdict(list)
    for day, panel in told:
        _note_skills(day, panel, skills)
    whole = [
        _shown(day, panel, panel.mean, len(panel.raters)) for day, panel in told if panel.mean is not None
    ]
    return ShownIn(whole=whole, skills=dict(skills))


def _note_skills(day: int, panel: PanelResult, skills: dict[int, list[Shown]]) -> None:
    if not panel.is_complete:
        return
    for skill in sorted({skill for rater in panel.raters for skill in rater.skills}):
        points = [rater.skills[skill].points for rater in panel.raters if skill in rater.skills]
        skills[skill].append(_shown(day, panel, fmean(points), len(points)))


def _shown(day: int, panel: PanelResult, score: float, raters: int) -> Shown:
    version = panel.panel.version
    return Shown(day=day, score=score, raters=raters, card=version.scorecard.key, version=version.number)


def foretold_and_seen(trial: Trial, actor: Actor) -> Table:
    """What each skill's evidence foretold before the hire, beside what the reviews have shown."""
    shown = shown_in(trial, actor)
    kinds: dict[int | None, list[tuple[StageKind, float]]] = defaultdict(list)
    rows = Prediction.objects.filter(application=trial.application_id).order_by("kind", "pk")
    for one in rows:
        kinds[one.skill_id].append((StageKind(one.kind), float(one.score)))
    wanted = {pk for pk in kinds if pk is not None} | set(shown.skills)
    lines = [
        SkillLine(
            skill=skill,
            foretold=fmean(score for _kind, score in kinds[skill.pk]) if kinds[skill.pk] else None,
            kinds=kinds[skill.pk],
            seen=shown.skills.get(skill.pk, []),
        )
        for skill in Skill.objects.filter(pk__in=wanted).order_by("position", "pk")
    ]
    return Table(rows=lines, whole=shown.whole, foretold=kinds[None])


@dataclass(frozen=True, kw_only=True)
class TrialGuide:
    """What stands beside the sheet of a review: the goals of this time, and what the new colleague wrote."""

    trial: Trial
    review: TrialReview
    goals: list[TrialGoal]


def trial_guide(step: EvidenceStep, actor: Actor) -> TrialGuide | None:  # noqa: ARG001
    """The goals that were due by a review, and the new colleague's own words."""
    rows = TrialReview.objects.select_related(
        "trial__application__person", "trial__application__candidate", "trial__guide"
    )
    review = rows.filter(step=step).first()
    if review is None:
        return None
    day = review.trial.day_on(review.due_on)
    goals = [goal for goal in _goals(review.trial) if goal.day <= day]
    return TrialGuide(trial=review.trial, review=review, goals=goals)


def trial_of(application: Application, actor: Actor) -> Trial | None:
    """The trial of an application, as far as this person may see it."""
    return Trial.objects.visible_to(actor).filter(application=application).first()


def due_by(review: TrialReview) -> list[TrialGoal]:
    """The goals that a review has to speak about: those that are open and were due by its day."""
    return [
        goal
        for goal in review.trial.goals.still_open().select_related("skill").in_order()
        if goal.day <= review.trial.day_on(review.due_on)
    ]


def _goals(trial: Trial) -> list[TrialGoal]:
    marks = GoalMark.objects.select_related("review").order_by("review__due_on", "pk")
    rows = trial.goals.select_related("skill").prefetch_related(Prefetch("marks", marks, to_attr="said"))
    goals = list(rows.in_order())
    for goal in goals:
        goal.trial = trial
    return goals


def _review_views(trial: Trial, actor: Actor, today: date) -> list[ReviewView]:
    marks = GoalMark.objects.select_related("goal").order_by("goal__day", "pk")
    rows = trial.reviews.select_related("step__stage", "step__panel").prefetch_related(
        Prefetch("marks", marks, to_attr="said")
    )
    reviews = list(rows.in_order())
    for one in reviews:
        one.trial = trial
    steps = views_of([one.step_id for one in reviews if one.step_id], actor)
    coming = next((one.pk for one in reviews if not one.is_held and trial.is_running), None)
    return [
        ReviewView(
            review=one,
            step=steps.get(one.step_id) if one.step_id else None,
            marks=list(getattr(one, "said", [])),
            is_next=one.pk == coming,
            is_overdue=trial.is_running and not one.is_held and one.due_on < today,
        )
        for one in reviews
    ]


@dataclass(frozen=True, kw_only=True)
class Due:
    """Trials and reviews about which somebody has to be told, each once."""

    announced: list[TrialReview] = field(default_factory=list)
    reminded: list[TrialReview] = field(default_factory=list)
    overdue: list[TrialReview] = field(default_factory=list)
    undecided: list[Trial] = field(default_factory=list)


def trials_due(today: date, *, days_before: int, days_to_decide: int) -> Due:
    """What is due on a day: reviews that come near, that are today, that have passed; and ends without a decision."""
    rows = TrialReview.objects.to_come().select_related(
        "trial__guide",
        "trial__application__candidate",
        "trial__application__person",
        "trial__application__opening__recruiter",
        "trial__application__opening__hiring_manager",
    )
    near = rows.filter(due_on__gt=today, due_on__lte=today + timedelta(days=days_before), announced_at=None)
    trials = Trial.objects.running().filter(
        ends_on__lte=today + timedelta(days=days_to_decide), alarmed_at=None
    )
    return Due(
        announced=list(near.in_order()),
        reminded=list(rows.filter(due_on__lte=today, reminded_at=None).in_order()),
        overdue=list(rows.filter(due_on__lt=today, alarmed_at=None).in_order()),
        undecided=list(
            trials.select_related(
                "guide",
                "application__candidate",
                "application__opening__recruiter",
                "application__opening__hiring_manager",
            ).order_by("ends_on", "pk")
        ),
    )
