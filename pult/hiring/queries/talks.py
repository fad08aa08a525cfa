"""Questions about the talk of a step: when it is, and under which number the candidate answers."""

import re
from dataclasses import dataclass

from pult.foundation.actors import Actor
from pult.hiring.models import EvidenceStep, Interview, Play
from pult.hiring.models.recordings import heard_by
from pult.hiring.types import InterviewState, StageKind

TALKED = frozenset({StageKind.PHONE, StageKind.INTERVIEW, StageKind.ROLE_PLAY})
NOT_DIALLED = re.compile(r"[^0-9+*#]")


@dataclass(frozen=True, kw_only=True)
class Talk:
    """When a talk is, as far as it was arranged, and how one gets through."""

    step: EvidenceStep
    interview: Interview | None
    phone: str
    may_arrange: bool

    @property
    def is_booked(self) -> bool:
        """Whether the candidate has chosen a time."""
        return self.interview is not None and self.interview.state == InterviewState.BOOKED

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return NOT_DIALLED.sub("", self.phone)

    @property
    def is_on_the_phone(self) -> bool:
        """Whether one talks on the telephone."""
        return self.step.step == StageKind.PHONE


def talk_of(step: EvidenceStep, actor: Actor) -> Talk | None:
    """The talk of a step, for those who run the application and those who judge it; None where nobody talks."""
    if step.step not in TALKED or not heard_by(actor).filter(pk=step.pk).exists():
        return None
    application = step.application
    rows = Interview.objects.filter(application=application, stage=step.stage_id)
    found = rows.exclude(state=InterviewState.CANCELLED).prefetch_related("interviewers", "slots")
    interview = found.order_by("-offered_at", "-pk").first()
    is_now = application.is_active and application.stage_id == step.stage_id
    if interview is None and (not is_now or Play.objects.written().filter(step=step).exists()):
        return None  # it is over, or nobody has to meet for it
    return Talk(
        step=step,
        interview=interview,
        phone=application.candidate.phone,
        may_arrange=is_now and EvidenceStep.objects.run_by(actor).filter(pk=step.pk).exists(),
    )
