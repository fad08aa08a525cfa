"""Questions about references: who was named and answered, and what a referee's link leads to."""

from dataclasses import dataclass

from django.core.signing import BadSignature, SignatureExpired
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.hiring.errors import LinkDead
from pult.hiring.links import read_reference_token
from pult.hiring.models import Application, EvidenceStep, Referee
from pult.hiring.types import StageKind
from pult.scorecards.models import Assessment
from pult.scorecards.queries.assessing import Sheet, sheet


@dataclass(frozen=True, kw_only=True)
class ReferenceGuide:
    """What stands beside a reference: who gives it, and how it stands."""

    referee: Referee | None
    may_run: bool


def referee_behind(token: str) -> Referee:
    """The referee that a link leads to. Raises LinkDead, which says what to do."""
    try:
        pk, link_key = read_reference_token(token)
    except SignatureExpired:
        raise LinkDead(_("This link is too old. If you still want to tell us something, answer our letter."))
    except (BadSignature, ValueError, TypeError):
        raise LinkDead(_("This link does not work. Perhaps a part of it was lost on the way."))
    found = Referee.objects.filter(pk=pk, link_key=link_key, forgotten_at=None)
    row = found.select_related("application__candidate", "application__opening", "step").first()
    if row is None or row.asked_at is None:
        raise LinkDead(_("This is not asked any longer. Thank you."))
    if row.is_open and not row.application.is_active:
        raise LinkDead(_("This application has ended, so your answer is not needed any longer. Thank you."))
    return row


def reference_sheet(referee: Referee) -> Sheet | None:
    """The questions with what the referee has said; whoever calls has checked the link."""
    rows = Assessment.objects.select_related("panel__version").filter(rater=None)
    found = rows.filter(panel__evidence_step=referee.step_id).first() if referee.step_id else None
    return sheet(found) if found else None


def referees_of(application: Application) -> list[Referee]:
    """Everybody who was named for an application, in the order in which they were."""
    return list(application.referees.select_related("step").order_by("pk"))


def asks_for_referees(application: Application) -> bool:
    """Whether the candidate is at the step of references."""
    return application.is_active and application.stage.kind == StageKind.REFERENCES


def reference_guide(step: EvidenceStep, actor: Actor) -> ReferenceGuide:
    """Who gives this reference. The address is for those who run the application."""
    runs = Application.objects.run_by(actor).filter(pk=step.application_id).exists()
    return ReferenceGuide(referee=Referee.objects.filter(step=step).first(), may_run=runs)
