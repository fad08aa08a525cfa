"""Recordings of talks: the consent without which there is none, the sound, and the pieces while it is being made."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.hiring.types import ConsentState, ConsentWay, ErasedWhy
from pult.scorecards.models import Assessment
from pult.scorecards.types import State

from .evidence import EvidenceStep


def heard_by(actor: Actor) -> models.QuerySet[EvidenceStep]:
    """The steps whose talk this person may hear: those who run the application, and those who judge that step."""
    judging = Assessment.objects.filter(panel=OuterRef("panel"), rater=actor.person_id)
    mine = EvidenceStep.objects.run_by(actor).values("pk")
    return EvidenceStep.objects.filter(
        Q(pk__in=mine) | Exists(judging.filter(state__in=[State.DRAFT, State.SUBMITTED]))
    )


class RecordingConsent(models.Model):
    """Whether one talk may be recorded: who asked, and what the candidate said. Silence is no consent."""

    step = models.OneToOneField(EvidenceStep, on_delete=models.CASCADE, related_name="recording_consent")
    state = models.CharField(max_length=10, choices=ConsentState.choices, default=ConsentState.ASKED)
    way = models.CharField(max_length=10, choices=ConsentWay.choices, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="recording_consent_was_said",
                condition=Q(state="asked", said_at=None, way="")
                | (~Q(state="asked") & Q(said_at__isnull=False) & ~Q(way="")),
            ),
            models.CheckConstraint(
                name="recording_consent_is_refused_by_themselves",
                condition=Q(state__in=["asked", "given"]) | Q(way="own_page"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.state}"

    @property
    def is_given(self) -> bool:
        """Whether the talk may be recorded."""
        return self.state == ConsentState.GIVEN

    @property
    def is_denied(self) -> bool:
        """Whether the candidate does not want it; only they themselves can change that."""
        return self.state in {ConsentState.REFUSED, ConsentState.WITHDRAWN}


class RecordingQuerySet(models.QuerySet["Recording"]):
    """Phrases about recordings."""

    def visible_to(self, actor: Actor) -> "RecordingQuerySet":
        """Those of the talks that this person may hear."""
        return self.filter(consent__step__in=heard_by(actor).values("pk"))

    def standing(self) -> "RecordingQuerySet":
        """Those that are not erased."""
        return self.filter(erased_at=None)

    def of_step(self, step: EvidenceStep) -> "RecordingQuerySet":
        """Those of one talk."""
        return self.filter(consent__step=step)


class Recording(models.Model):
    """The sound of a talk, or of a part of it. While it is being made it lies in pieces; erased, its dates stay."""

    consent = models.ForeignKey(RecordingConsent, on_delete=models.CASCADE, related_name="recordings")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    seconds = models.FloatField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    erased_why = models.CharField(max_length=10, choices=ErasedWhy.choices, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["begun_at"], name="recording_to_erase", condition=Q(erased_at=None))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consent", "number"], name="recording_numbered"),
            models.CheckConstraint(
                name="recording_sounds_while_it_is_kept",
                condition=Q(erased_at__isnull=False, file=None)
                | Q(erased_at=None, kept_at=None, file=None)
                | Q(erased_at=None, kept_at__isnull=False, file__isnull=False),
            ),
            models.CheckConstraint(
                name="recording_erased_for_a_reason",
                condition=Q(erased_at=None, erased_why="") | (Q(erased_at__isnull=False) & ~Q(erased_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consent_id} {self.number}"

    @property
    def is_kept(self) -> bool:
        """Whether one can listen to it."""
        return self.file_id is not None

    @property
    def is_erased(self) -> bool:
        """Whether it is gone."""
        return self.erased_at is not None


class RecordingPiece(models.Model):
    """A few seconds of a recording that is being made, in order. They go when it is kept or thrown away."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "number"], name="recording_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.number}"
