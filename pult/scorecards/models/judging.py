"""What is judged: panels, each rater's assessment, its scores, and what a calibration changed.

Marks are read through `revealed_to`, which is the blindness: one's own always; those of others only when one has
nothing open in that panel, and, for those who judge nothing there, when everybody is done.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.scorecards.types import MOST_WORDS, Mark, Right, State
from pult.scorecards.types.circles import known_to
from pult.skills.models import Holder
from pult.skills.types import Source

from .sheets import Criterion, Version


class PanelQuerySet(models.QuerySet["Panel"]):
    """Phrases about panels."""

    def visible_to(self, actor: Actor) -> "PanelQuerySet":
        """Those in which one judges; for those who ask for judgements or read results all that are in no circle."""
        reads = actor.has(Right.LEAD) or actor.has(Right.READ_RESULTS)
        judges = Exists(Assessment.objects.filter(panel=OuterRef("pk"), rater=actor.person_id))
        return self.filter(known_to(actor, reads_results=reads) | judges)

    def revealed_to(self, actor: Actor) -> "PanelQuerySet":
        """Those whose marks of others this person may see: nothing of one's own is open, and one may ask at all."""
        here = Assessment.objects.filter(panel=OuterRef("pk"))
        judges, is_open = Exists(here.filter(rater=actor.person_id)), here.filter(state=State.DRAFT)
        # In another panel about the same thing one is as little free as in this.
        own = Assessment.objects.filter(panel__about=OuterRef("about"), rater=actor.person_id)
        owes = Exists(own.filter(state=State.DRAFT))
        known = known_to(actor, reads_results=actor.has(Right.READ_RESULTS))
        return self.filter(~owes & (judges | (known & ~Exists(is_open))))

    def complete(self) -> "PanelQuerySet":
        """Those in which nobody has anything open."""
        return self.exclude(Exists(Assessment.objects.filter(panel=OuterRef("pk"), state=State.DRAFT)))

    def latest_first(self) -> "PanelQuerySet":
        """As lists show them; never by marks."""
        return self.order_by("-opened_at", "-pk")


class Panel(models.Model):
    """One thing judged by one rater or several with the same version. `about` names it, such as "conversation:5"."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="panels")
    about = models.CharField(max_length=120)
    title = models.CharField(_("What is judged"), max_length=200)
    holder = models.ForeignKey(Holder, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=16, choices=Source.choices)
    # Who may know of it at all; see `circles`.
    circle = models.CharField(max_length=20, blank=True, default="")
    observed_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["about"], name="panel_by_what_it_is_about"),
            models.Index(fields=["-opened_at", "-id"], name="panel_latest_first"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Phrases about assessments."""

    def visible_to(self, actor: Actor) -> "AssessmentQuerySet":
        """One's own: to write in, or to read again."""
        return self.filter(rater=actor.person_id)

    def revealed_to(self, actor: Actor) -> "AssessmentQuerySet":
        """Those whose marks this person may see: one's own, and what was submitted in panels that are revealed."""
        seen = Panel.objects.revealed_to(actor).filter(pk=OuterRef("panel_id"))
        return self.filter(Q(rater=actor.person_id) | (Q(state=State.SUBMITTED) & Exists(seen)))

    def open(self) -> "AssessmentQuerySet":
        """Not submitted and not withdrawn."""
        return self.filter(state=State.DRAFT)

    def submitted(self) -> "AssessmentQuerySet":
        """Handed in."""
        return self.filter(state=State.SUBMITTED)


class Assessment(models.Model):
    """What one rater says of one thing. Raters from outside, such as a referee, have a name and no account."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="assessments")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="assessments")
    rater_name = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    asked_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "rater"], name="assessment_once_for_each_rater"),
            models.CheckConstraint(
                name="assessment_submitted_at_iff_submitted",
                condition=Q(state=State.SUBMITTED, submitted_at__isnull=False)
                | (~Q(state=State.SUBMITTED) & Q(submitted_at=None)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["rater", "state", "-id"], name="assessment_of_rater")]

    def __str__(self) -> str:
        return f"{self.rater_name}: {self.panel_id}"

    @property
    def is_open(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.state == State.SUBMITTED

    @property
    def ref(self) -> str:
        """How evidence names where it comes from."""
        return f"assessment:{self.pk}"


class ScoreQuerySet(models.QuerySet["Score"]):
    """Phrases about scores."""

    def revealed_to(self, actor: Actor) -> "ScoreQuerySet":
        """Those whose assessment this person may see."""
        return self.filter(assessment__in=Assessment.objects.revealed_to(actor))

    def of_submitted(self) -> "ScoreQuerySet":
        """Those that were handed in."""
        return self.filter(assessment__state=State.SUBMITTED)


class Score(models.Model):
    """One rater's mark for one criterion with its evidence, as typed. `revision` counts how often it was saved."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.SmallIntegerField(null=True)
    is_na = models.BooleanField(default=False)
    evidence = models.TextField(blank=True, max_length=MOST_WORDS)
    cause = models.CharField(max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once_for_each_criterion"),
            models.CheckConstraint(
                name="score_that_does_not_apply_has_no_value", condition=Q(is_na=False) | Q(value=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"

    @property
    def mark(self) -> Mark:
        """What the rater gave, alone."""
        return Mark(self.value, self.is_na)


class Calibration(models.Model):
    """A mark that was changed after everybody had judged, with the reason. The mark as given stays in the score."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="calibrations")
    value = models.SmallIntegerField(null=True)
    is_na = models.BooleanField(default=False)
    reason = models.TextField(max_length=MOST_WORDS)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="calibration_that_does_not_apply_has_no_value",
                condition=Q(is_na=False, value__isnull=False) | Q(is_na=True, value=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score_id}: {self.value}"

    @property
    def mark(self) -> Mark:
        """What counts from then on."""
        return Mark(self.value, self.is_na)
