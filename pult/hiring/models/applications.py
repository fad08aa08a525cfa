"""Applications, and what hangs on them: files, answers, moves, notes, who is assigned."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.hiring.types import ACTIVE, ApplicationState, FileKind, Reason, Right, Source

from .candidates import Candidate
from .openings import Opening, Stage


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Phrases about applications."""

    def visible_to(self, actor: Actor) -> "ApplicationQuerySet":
        """All for managers of hiring; those of one's openings for recruiters; those assigned for interviewers."""
        if actor.has(Right.MANAGE):
            return self
        seen = Q(opening__in=Opening.objects.run_by(actor).values("pk"))
        if actor.is_person and actor.has(Right.INTERVIEW):
            mine = Assignment.objects.filter(person_id=actor.person_id)
            seen |= Q(pk__in=mine.values("application"))
        return self.filter(seen)

    def run_by(self, actor: Actor) -> "ApplicationQuerySet":
        """Those that this person may move, answer and decide."""
        if actor.has(Right.MANAGE):
            return self
        return self.filter(opening__in=Opening.objects.run_by(actor).values("pk"))

    def active(self) -> "ApplicationQuerySet":
        """Those that wait for a decision."""
        return self.filter(state=ACTIVE)

    def late(self, *, at: datetime) -> "ApplicationQuerySet":
        """Those that were promised an answer before this moment."""
        return self.active().filter(promised_by__lt=at)


class Application(models.Model):
    """A candidate for an opening."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="applications")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="applications")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(
        _("State"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.ACTIVE
    )
    source = models.CharField(_("Source"), max_length=12, choices=Source.choices, default=Source.CAREERS)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reason = models.CharField(_("Reason"), max_length=12, choices=Reason.choices, blank=True)
    reason_text = models.TextField(_("Reason in words"), blank=True)
    conversation = models.OneToOneField(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="application"
    )
    applied_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField()
    promised_by = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Whom it led to, once hired; and when the candidate was asked how it was.
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    surveyed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-applied_at", "-id"], name="application_newest"),
            models.Index(fields=["opening", "state", "-applied_at", "-id"], name="application_of_opening"),
            models.Index(fields=["promised_by"], name="application_promised", condition=Q(state="active")),
            GinIndex(fields=["tags"], name="application_by_tag"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidate", "opening"],
                name="application_once_at_a_time",
                condition=Q(state__in=["active", "pool", "hired"]),
            ),
            models.CheckConstraint(
                name="application_ended_unless_active",
                condition=Q(state="active", ended_at=None) | (~Q(state="active") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="application_rejected_for_a_reason", condition=~Q(state="rejected") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} → {self.opening}"

    @property
    def is_active(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == ACTIVE

    def is_late(self, at: datetime) -> bool:
        """Whether an answer was promised before this moment."""
        return self.is_active and self.promised_by is not None and self.promised_by < at


class ApplicationFile(models.Model):
    """A file that came with an application, or later."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=FileKind.choices, default=FileKind.CV)
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """What a candidate answered to a question of the form; the question stands beside it as it was asked."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    question = models.TextField()
    text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "position"], name="answer_once")
        ]

    def __str__(self) -> str:
        return self.text[:40]


class StageMove(models.Model):
    """One step of an application's way: from where, to where, when, by whom."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="moves")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ApplicationState.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["application", "at", "id"], name="move_of_application")]

    def __str__(self) -> str:
        return f"{self.application_id} → {self.stage_id}"


class Note(models.Model):
    """What somebody of the staff wrote down about an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:40]


class Assignment(models.Model):
    """Somebody who takes part in judging an application, and therefore sees it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "person"], name="assigned_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.application_id}"


BUMP = {"version": F("version") + 1}
