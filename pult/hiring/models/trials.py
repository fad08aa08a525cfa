"""Trial periods: what was agreed for the first months, the reviews, and the decision with its reasons."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.hiring.types import STILL_OPEN, GoalState, TrialOutcome, TrialState
from pult.skills.models import Skill

from .applications import Application
from .evidence import EvidenceStep
from .openings import Opening


class TrialPlan(models.Model):
    """How long the trial period of an opening lasts; without a row it is the usual one with the ready goals."""

    opening = models.OneToOneField(Opening, on_delete=models.CASCADE, related_name="trial_plan")
    days = models.PositiveSmallIntegerField(gettext_lazy("Length in days"))

    def __str__(self) -> str:
        return f"{self.days} days for {self.opening_id}"


class PlannedGoal(models.Model):
    """A goal that every new colleague of an opening begins with."""

    plan = models.ForeignKey(TrialPlan, on_delete=models.CASCADE, related_name="goals")
    day = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return said(self.texts)


class TrialQuerySet(models.QuerySet["Trial"]):
    """Phrases about trial periods."""

    def visible_to(self, actor: Actor) -> "TrialQuerySet":
        """Those of the applications that one runs, and those that one guides; never one's own."""
        mine = Q(application__in=Application.objects.run_by(actor).values("pk"))
        seen = self.filter(mine | Q(guide_id=actor.person_id))
        return seen.exclude(application__person_id=actor.person_id)

    def run_by(self, actor: Actor) -> "TrialQuerySet":
        """Those that this person may decide; nobody decides about themselves."""
        seen = self.filter(application__in=Application.objects.run_by(actor).values("pk"))
        return seen.exclude(application__person_id=actor.person_id)

    def of(self, actor: Actor) -> "TrialQuerySet":
        """One's own."""
        return self.filter(application__person_id=actor.person_id)

    def running(self) -> "TrialQuerySet":
        """Those that wait for a decision."""
        return self.filter(state=TrialState.RUNNING)


class Trial(models.Model):
    """The first months of somebody who was hired: from when to when, and who is at their side."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="trial")
    state = models.CharField(max_length=8, choices=TrialState.choices, default=TrialState.RUNNING)
    began_on = models.DateField()
    ends_on = models.DateField()
    # The day on which something is due: the next review, else the end.
    next_on = models.DateField()
    guide = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)
    # When somebody who does not stay was let go.
    over_at = models.DateTimeField(null=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "next_on", "id"], name="trial_by_what_is_due")]
        constraints: ClassVar = [
            models.CheckConstraint(name="trial_ends_after_it_began", condition=Q(ends_on__gte=F("began_on"))),
            models.CheckConstraint(
                name="trial_decided_at_iff_decided",
                condition=Q(state="running", decided_at=None)
                | (~Q(state="running") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_on} – {self.ends_on}"

    @property
    def is_running(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == TrialState.RUNNING

    @property
    def days(self) -> int:
        """How long it lasts."""
        return (self.ends_on - self.began_on).days

    @property
    def name(self) -> str:
        """Whose it is; fetch the application's person and candidate before."""
        person = self.application.person
        return person.name if person else str(self.application.candidate)

    def day_on(self, day: date) -> int:
        """Which day of the trial a date is; the first day is 0."""
        return (day - self.began_on).days

    def date_of(self, day: int) -> date:
        """The date of a day of the trial."""
        return self.began_on + timedelta(days=day)


class TrialGoalQuerySet(models.QuerySet["TrialGoal"]):
    """Phrases about goals."""

    def visible_to(self, actor: Actor) -> "TrialGoalQuerySet":
        """Those of trials that one may see."""
        return self.filter(trial__in=Trial.objects.visible_to(actor).values("pk"))

    def in_order(self) -> "TrialGoalQuerySet":
        """As pages list them."""
        return self.order_by("day", "pk")

    def still_open(self) -> "TrialGoalQuerySet":
        """Those of which no review has said that they are settled."""
        return self.filter(state__in=[str(state) for state in STILL_OPEN])


class TrialGoal(models.Model):
    """Something that was agreed for a day of the trial. Until a review has spoken about it, it can be changed."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="goals")
    day = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=GoalState.choices, default=GoalState.OPEN)

    objects = TrialGoalQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What was agreed, in the reader's language."""
        return said(self.texts)

    @property
    def due_on(self) -> date:
        """By when; fetch the trial before."""
        return self.trial.date_of(self.day)

    @property
    def is_open(self) -> bool:
        """Whether the next review speaks about it."""
        return self.state in STILL_OPEN

    @property
    def tone(self) -> str:
        """The colour's meaning for how it turned out."""
        return GoalState(self.state).tone


class TrialReviewQuerySet(models.QuerySet["TrialReview"]):
    """Phrases about reviews."""

    def visible_to(self, actor: Actor) -> "TrialReviewQuerySet":
        """Those of trials that one may see."""
        return self.filter(trial__in=Trial.objects.visible_to(actor).values("pk"))

    def of(self, actor: Actor) -> "TrialReviewQuerySet":
        """Those of one's own trial."""
        return self.filter(trial__in=Trial.objects.of(actor).values("pk"))

    def in_order(self) -> "TrialReviewQuerySet":
        """As they come."""
        return self.order_by("due_on", "pk")

    def to_come(self) -> "TrialReviewQuerySet":
        """Those that were not held, of trials that run."""
        return self.filter(held_at=None, trial__state=TrialState.RUNNING)


class TrialReview(models.Model):
    """One review: the new colleague's own words before it, the sheets of those who judge, and what was agreed."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    step = models.OneToOneField(
        EvidenceStep, on_delete=models.PROTECT, null=True, related_name="trial_review"
    )
    own_words = models.TextField(blank=True)
    own_words_at = models.DateTimeField(null=True)
    agreed = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=160, blank=True)
    shared_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)

    objects = TrialReviewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trial", "due_on"], name="trial_reviewed_once_a_day"),
            models.CheckConstraint(
                name="trial_review_shared_after_it_was_held",
                condition=Q(shared_at=None) | Q(held_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called, in the reader's language; fetch the trial before."""
        return _("Review after %(days)d days") % {"days": self.trial.day_on(self.due_on)}

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.held_at is not None


class GoalMark(models.Model):
    """What one review said of one goal."""

    review = models.ForeignKey(TrialReview, on_delete=models.CASCADE, related_name="marks")
    goal = models.ForeignKey(TrialGoal, on_delete=models.CASCADE, related_name="marks")
    state = models.CharField(max_length=8, choices=GoalState.choices)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "goal"], name="goal_marked_once_in_a_review"),
            models.CheckConstraint(name="goal_mark_says_something", condition=~Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.state}"

    @property
    def tone(self) -> str:
        """The colour's meaning for how it turned out."""
        return GoalState(self.state).tone


class TrialDecisionQuerySet(models.QuerySet["TrialDecision"]):
    """Phrases about decisions."""

    def visible_to(self, actor: Actor) -> "TrialDecisionQuerySet":
        """Those of trials that one may see."""
        return self.filter(trial__in=Trial.objects.visible_to(actor).values("pk"))

    def latest_first(self) -> "TrialDecisionQuerySet":
        """As pages list them."""
        return self.order_by("-at", "-pk")


class TrialDecision(models.Model):
    """Kept, extended or ended, with the reasons and what was known. It never changes."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=TrialOutcome.choices)
    reasons = models.TextField(blank=True)
    # The new end of an extended trial, or the last day of somebody who does not stay.
    until = models.DateField(null=True)
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=160, blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = TrialDecisionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["trial"], name="trial_decided_once", condition=Q(outcome__in=["kept", "ended"])
            ),
            models.CheckConstraint(
                name="trial_decision_has_reasons", condition=~Q(reasons="") | Q(erased_at__isnull=False)
            ),
            models.CheckConstraint(
                name="trial_decision_says_until_when", condition=Q(outcome="kept") | Q(until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} for {self.trial_id}"

    @property
    def tone(self) -> str:
        """The colour's meaning for what was decided."""
        return TrialOutcome(self.outcome).tone


class TrialResultQuerySet(models.QuerySet["TrialResult"]):
    """Phrases about results."""

    def visible_to(self, actor: Actor) -> "TrialResultQuerySet":
        """Those of the applications that this person runs."""
        return self.filter(application__in=Application.objects.run_by(actor).values("pk"))


class TrialResult(models.Model):
    """What the trial showed of one skill, or (without a skill) as a whole: the later result beside a prediction.

    It is taken from the last review that judged it, on the day of the decision, and never changes.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="trial_results")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=3)
    raters = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    card = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = TrialResultQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "skill"], name="trial_result_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="trial_result_on_the_scale", condition=Q(score__gte=1, score__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.score}"
