"""What readers made of it: how often it was read, whether it helped, and what is still to be written."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.knowledge.types import GapSource, GapState, Right

from .documents import Document
from .finding import LONGEST_QUESTION
from .translations import Translation


class DayOfReading(models.Model):
    """How often a translation was read on a day."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["translation", "day"], name="reading_once_a_day")
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"{self.translation_id} {self.day}"


class Visit(models.Model):
    """Somebody's way through the help centre within a day. `trace` changes every night and leads to nobody."""

    trace = models.CharField(max_length=32, unique=True)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    articles = models.PositiveIntegerField(default=0)
    searches = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["began_at"], condition=models.Q(counted_at=None), name="visit_to_count")
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Phrases about what readers thought."""

    def visible_to(self, actor: Actor) -> "FeedbackQuerySet":
        """That about documents which somebody of the staff may see."""
        return self.filter(translation__document__in=Document.objects.visible_to(actor).values("pk"))

    def with_words(self) -> "FeedbackQuerySet":
        """Those in which somebody wrote something."""
        return self.exclude(comment="")

    def open(self) -> "FeedbackQuerySet":
        """Words that nobody has dealt with."""
        return self.with_words().filter(dealt_at=None)


class Feedback(models.Model):
    """One reader says whether a text helped. Who says so again the same day changes their mind."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="feedback")
    is_helpful = models.BooleanField(_("Helpful"))
    comment = models.TextField(_("Comment"), blank=True, max_length=1000)
    trace = models.CharField(max_length=32, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    dealt_at = models.DateTimeField(null=True, blank=True)
    dealt_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-at"], name="feedback_by_moment"),
            models.Index(
                fields=["-at", "-id"],
                condition=models.Q(dealt_at=None) & ~models.Q(comment=""),
                name="feedback_to_deal_with",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["translation", "trace"], condition=~models.Q(trace=""), name="feedback_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_id} {'+' if self.is_helpful else '-'}"


class GapQuerySet(models.QuerySet["Gap"]):
    """Phrases about what is missing."""

    def visible_to(self, actor: Actor) -> "GapQuerySet":
        """All of them for those who may read documents."""
        return self if actor.has(Right.READ) else self.none()

    def open(self) -> "GapQuerySet":
        """Those that nobody has settled."""
        return self.filter(state=GapState.OPEN)


class Gap(models.Model):
    """Something that was asked and that no document answers. Asked again in whatever form, it counts one more."""

    question = models.CharField(max_length=LONGEST_QUESTION)
    key = models.CharField(max_length=LONGEST_QUESTION)
    language = models.CharField(max_length=10)
    source = models.CharField(max_length=10, choices=GapSource.choices)
    state = models.CharField(max_length=10, choices=GapState.choices, default=GapState.OPEN)
    count = models.PositiveIntegerField(default=1)
    conversation = models.BigIntegerField(null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="gaps"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = GapQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "-count", "-id"], name="gap_by_weight")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "language"], condition=models.Q(state="open"), name="open_gap_once"
            ),
            models.CheckConstraint(
                name="settled_gap_has_a_moment",
                condition=(models.Q(state="open") & models.Q(settled_at=None))
                | (~models.Q(state="open") & models.Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.question
