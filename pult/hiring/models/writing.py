"""Writing samples: the exercises, which one a stage gives, and what a candidate wrote."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import missing, said
from pult.hiring.types import MOST_LETTERS, Right, WritingChannel

from .evidence import EvidenceStep
from .openings import Stage


class WritingTaskQuerySet(models.QuerySet["WritingTask"]):
    """Phrases about exercises."""

    def visible_to(self, actor: Actor) -> "WritingTaskQuerySet":
        """All of them for those who run openings."""
        return self if actor.has(Right.MANAGE) or actor.has(Right.RECRUIT) else self.none()

    def in_use(self) -> "WritingTaskQuerySet":
        """Those that are not retired."""
        return self.filter(is_retired=False)

    def in_order(self) -> "WritingTaskQuerySet":
        """The usual one first; own ones after those that came with Pult."""
        return self.order_by("position", "pk")


class WritingWords(models.Model):
    """What an exercise says: the customer's letter, and what a good answer shows."""

    channel = models.CharField(_("Channel"), max_length=4, choices=WritingChannel.choices)
    titles = models.JSONField(default=dict)
    letters = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    good = models.JSONField(default=dict)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), default=30)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """What the exercise is called, in the reader's language."""
        return said(self.titles)

    @property
    def letter(self) -> str:
        """What the customer wrote."""
        return said(self.letters)

    @property
    def known(self) -> str:
        """What somebody who works there would look up; empty where nothing is needed."""
        return said(self.facts)

    @property
    def what_is_good(self) -> str:
        """What a good answer shows; graders read it, candidates do not."""
        return said(self.good)

    @property
    def door(self) -> WritingChannel:
        """The channel with its picture."""
        return WritingChannel(self.channel)


class WritingTask(WritingWords):
    """An exercise: a customer's letter or chat that candidates answer. The key never changes."""

    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=1000)
    is_shipped = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)

    objects = WritingTaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="writing_task_of_own_is_edited",
                condition=Q(is_shipped=True) | Q(edited_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unwritten(self) -> list[str]:
        """Languages in which the letter still has to be written."""
        return missing(self.letters)


class StageTask(models.Model):
    """Which exercise a stage gives to everybody who comes to it."""

    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, related_name="writing")
    task = models.ForeignKey(WritingTask, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.task_id}"


class WritingSampleQuerySet(models.QuerySet["WritingSample"]):
    """Phrases about samples."""

    def run_by(self, actor: Actor) -> "WritingSampleQuerySet":
        """Those of the applications that this person runs."""
        return self.filter(step__in=EvidenceStep.objects.run_by(actor))

    def due(self, *, at: datetime) -> "WritingSampleQuerySet":
        """Those whose time is over and that nobody has closed."""
        return self.filter(closed_at=None, due_at__lte=at)


class WritingSample(WritingWords):
    """What one candidate was asked and wrote. The words of the exercise are kept as they were asked.

    `text` is what stood there at the end. What came after the end is never lost: it stands in `late_text`, with when.
    """

    step = models.OneToOneField(EvidenceStep, on_delete=models.CASCADE, related_name="writing")
    task = models.ForeignKey(WritingTask, on_delete=models.PROTECT, related_name="+")
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    extra_reason = models.TextField(blank=True)
    text = models.TextField(blank=True, max_length=MOST_LETTERS)
    # Counts what was saved, so that an older window cannot overwrite a newer one.
    revision = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=40, blank=True)
    late_text = models.TextField(blank=True, max_length=MOST_LETTERS)
    begun_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)

    objects = WritingSampleQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="writing_sample_due", condition=Q(closed_at=None))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="writing_sample_closed_after_it_began",
                condition=Q(closed_at=None) | Q(begun_at__isnull=False, closed_at__gte=F("begun_at")),
            ),
            models.CheckConstraint(
                name="writing_sample_handed_in_is_closed",
                condition=Q(handed_in_at=None) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} for {self.step_id}"

    @property
    def time(self) -> timedelta | None:
        """How long there is, with what was granted in addition; None when it is not timed."""
        return timedelta(minutes=self.minutes + self.extra_minutes) if self.minutes else None

    @property
    def whole_minutes(self) -> int:
        """The same in minutes; 0 when it is not timed."""
        return self.minutes + self.extra_minutes if self.minutes else 0

    @property
    def standing(self) -> str:
        """What the candidate has written last, in time or late."""
        return self.late_text or self.text

    @property
    def is_begun(self) -> bool:
        """Whether the candidate has read the letter."""
        return self.begun_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether it can be graded."""
        return self.closed_at is not None

    @property
    def takes_more(self) -> bool:
        """Whether the candidate may still send something: there is one handing in."""
        return self.handed_in_at is None

    def is_over(self, at: datetime) -> bool:
        """Whether its time has run out."""
        return self.due_at is not None and self.due_at <= at

    @property
    def late_by(self) -> timedelta | None:
        """How long after the end the last words came; None when nothing came late."""
        if not self.late_text or self.due_at is None or self.saved_at is None:
            return None
        return self.saved_at - self.due_at
