"""Questions about recordings: what stands of one talk on its page, and what a candidate reads on theirs."""

from dataclasses import dataclass

from pult.foundation.actors import Actor
from pult.hiring.models import (
    Application,
    EvidenceStep,
    Recording,
    RecordingConsent,
    recordings,
)
from pult.hiring.types import RECORDED, StageKind

from .settings import settings


@dataclass(frozen=True, kw_only=True)
class RecordingLine:
    """One recording as the page shows it; whoever may erase it gets a button."""

    recording: Recording
    may_erase: bool
    is_mine: bool

    @property
    def key(self) -> str:
        """How a moment in it is named: only the second and later ones have to say which."""
        return "" if self.recording.number == 1 else f"{self.recording.number}/"


@dataclass(frozen=True, kw_only=True)
class RecordingPart:
    """The part of a step's page about its recording."""

    step: EvidenceStep
    consent: RecordingConsent | None
    lines: list[RecordingLine]
    days: int
    is_open: bool

    @property
    def may_record(self) -> bool:
        """Whether the candidate has agreed and the application stands."""
        return self.is_open and self.consent is not None and self.consent.is_given

    @property
    def kept(self) -> list[RecordingLine]:
        """Those one can listen to."""
        return [line for line in self.lines if line.recording.is_kept]

    @property
    def unfinished(self) -> list[RecordingLine]:
        """Those that were begun in a browser and neither kept nor thrown away."""
        return [line for line in self.lines if not line.recording.is_kept and not line.recording.is_erased]

    @property
    def erased(self) -> list[RecordingLine]:
        """Those that are gone."""
        return [line for line in self.lines if line.recording.is_erased]


def recording_part(step: EvidenceStep, actor: Actor) -> RecordingPart | None:
    """Consent and recordings of a talk; None where nothing is recorded, or for somebody who may not hear it."""
    if StageKind(step.kind) not in RECORDED or not recordings.heard_by(actor).filter(pk=step.pk).exists():
        return None
    consent = RecordingConsent.objects.select_related("asked_by").filter(step=step).first()
    rows = Recording.objects.of_step(step).select_related("file", "by").order_by("number")
    runs = EvidenceStep.objects.run_by(actor).filter(pk=step.pk).exists()
    return RecordingPart(
        step=step,
        consent=consent,
        lines=[_line(one, actor, runs=runs) for one in rows] if consent else [],
        days=settings().recording_days,
        is_open=step.application.is_active,
    )


def _line(recording: Recording, actor: Actor, *, runs: bool) -> RecordingLine:
    is_mine = recording.by_id == actor.person_id
    return RecordingLine(recording=recording, may_erase=runs or is_mine, is_mine=is_mine)


@dataclass(frozen=True, kw_only=True)
class OwnConsent:
    """What a candidate reads about the recording of a talk, on their own page."""

    consent: RecordingConsent
    recordings: list[Recording]
    days: int
    may_agree: bool


def own_consents(application: Application) -> list[OwnConsent]:
    """The talks that the house asks to record, or has recorded."""
    rows = RecordingConsent.objects.filter(step__application=application)
    rows = rows.select_related("step__stage").prefetch_related("recordings").order_by("asked_at", "pk")
    days = settings().recording_days
    return [
        OwnConsent(
            consent=one,
            recordings=[each for each in one.recordings.all() if each.is_kept],
            days=days,
            may_agree=application.is_active,
        )
        for one in rows
    ]
