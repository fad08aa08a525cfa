"""Verbs about applications: moved, rejected, kept, withdrawn, hired; noted, tagged, given to somebody to judge."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring.errors import Ended
from pult.hiring.events import ApplicationEnded, ApplicationMoved
from pult.hiring.models import Application, Assignment, Decision, Note, Stage
from pult.hiring.types import ACTIVE, Act, ApplicationState, LetterKind, OfferState, Outcome, Reason

from .entering import enter_stage
from .evidence import let_in, may_judge
from .letters import send_letter
from .moving import note_answer, promise, set_keep_until, step, where
from .offers import end_offers
from .reasons import write_down

S = ApplicationState
MOST_TAGS = 20
# What becomes of an offer that waits when the application ends.
OFFERS_THEN = {
    S.REJECTED: OfferState.WITHDRAWN,
    S.POOL: OfferState.WITHDRAWN,
    S.WITHDRAWN: OfferState.DECLINED,
}


@transaction.atomic
def move(
    application: Application,
    stage: Stage,
    *,
    by: Actor,
    with_letter: bool = False,
    at: datetime | None = None,
) -> None:
    """Bring an application to another stage: its promise begins, and those who judge it may look."""
    at = at or timezone.now()
    if stage.opening_id != application.opening_id:
        raise Invalid(_("This step belongs to another opening."))
    if not application.is_active:
        raise Ended(_("This application has ended. Take it up again first."))
    if stage.pk == application.stage_id:
        return
    before = application.stage_id
    step(application, by=by, at=at, stage=stage, values={"promised_by": promise(stage, at=at)})
    publish(
        ApplicationMoved(
            **where(application, by=by, at=at),
            stage_id=stage.pk,
            before_id=before,
            applied_at=application.applied_at,
        )
    )
    is_told = enter_stage(application, by=by, at=at)
    if with_letter and is_told and by.is_person:
        # One letter that tells of the step and of what is to be done in it is enough, and it is a person's word.
        note_answer(application, by=by, at=at)
    elif with_letter:
        send_letter(application, LetterKind.NEXT_STAGE, by=by, at=at)


@transaction.atomic
def reject(
    application: Application,
    *,
    reason: Reason,
    by: Actor,
    text: str = "",
    with_letter: bool = True,
    letter: LetterKind = LetterKind.REJECTION,
    at: datetime | None = None,
) -> Decision:
    """Say no, for a reason that stays in the house, with a kind letter and a page of reasons."""
    at = at or timezone.now()
    if not reason:
        raise Invalid(_("Please choose a reason. Only the house sees it."))
    decision = write_down(application, Outcome.REJECT, reason=reason, reasons=text, by=by, at=at)
    _end(application, S.REJECTED, by=by, at=at, reason=reason, reason_text=text.strip())
    record(
        Act.APPLICATION_REJECTED,
        by=by,
        about=f"application:{application.pk}",
        after={"reason": reason},
        at=at,
    )
    if with_letter:
        send_letter(application, letter, by=by, at=at)
    return decision


@transaction.atomic
def keep_in_pool(
    application: Application,
    *,
    by: Actor,
    text: str = "",
    with_letter: bool = True,
    at: datetime | None = None,
) -> Decision:
    """Keep somebody good for another opening, if they have agreed to that."""
    at = at or timezone.now()
    if not application.candidate.may_keep:
        raise Invalid(_("This candidate has not agreed to be kept for other openings."))
    decision = write_down(application, Outcome.POOL, reasons=text, by=by, at=at)
    _end(application, S.POOL, by=by, at=at)
    if with_letter:
        send_letter(application, LetterKind.POOL, by=by, at=at)
    return decision


@transaction.atomic
def withdraw(
    application: Application, *, by: Actor, with_letter: bool = True, at: datetime | None = None
) -> None:
    """The candidate does not want to go on."""
    at = at or timezone.now()
    _end(application, S.WITHDRAWN, by=by, at=at)
    if with_letter:
        send_letter(application, LetterKind.WITHDRAWN, by=by, at=at, is_automatic=True)


def _end(
    application: Application,
    state: ApplicationState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    reason_text: str = "",
) -> None:
    if not application.is_active:
        raise Ended(_("This application has ended already."))
    why = {"reason": reason, "reason_text": reason_text}
    step(application, by=by, at=at, state=state, values={"ended_at": at, "promised_by": None, **why})
    set_keep_until(application.candidate, at=at)
    end_offers(application, OFFERS_THEN[state], by=by, at=at)
    publish(
        ApplicationEnded(
            **where(application, by=by, at=at), state=state, stage_id=application.stage_id, reason=reason
        )
    )


@transaction.atomic
def take_up_again(application: Application, *, by: Actor, at: datetime | None = None) -> None:
    """Let an application that has ended go on, where it stood."""
    at = at or timezone.now()
    if application.state == ACTIVE or application.candidate.is_erased:
        raise Invalid(_("This application cannot be taken up again."))
    begun = {"promised_by": promise(application.stage, at=at), "ended_at": None}
    step(application, by=by, at=at, values={"reason": "", "reason_text": "", **begun})
    set_keep_until(application.candidate, at=at)
    publish(
        ApplicationMoved(
            **where(application, by=by, at=at),
            stage_id=application.stage_id,
            before_id=application.stage_id,
            applied_at=application.applied_at,
        )
    )


@transaction.atomic
def set_tags(application: Application, tags: Iterable[str], *, by: Actor) -> None:  # noqa: ARG001
    """Mark an application with words of one's own."""
    cleaned = list(dict.fromkeys(tag.strip().casefold()[:40] for tag in tags if tag.strip()))[:MOST_TAGS]
    Application.objects.filter(pk=application.pk).update(tags=cleaned, version=F("version") + 1)
    application.refresh_from_db()


def note(application: Application, *, text: str, by: Actor, at: datetime | None = None) -> Note:
    """Write something down that the candidate never sees."""
    if not text.strip():
        raise Invalid(_("There is nothing to write down yet."))
    return Note.objects.create(
        application=application, person_id=by.person_id, text=text.strip(), at=at or timezone.now()
    )


@transaction.atomic
def assign(application: Application, person: Person, *, by: Actor, at: datetime | None = None) -> Assignment:
    """Let somebody take part in judging an application; from now on they see it."""
    if not may_judge(person):
        raise Invalid(_("%(name)s may not interview. A role has to allow it first.") % {"name": person.name})
    return let_in(application, person, by=by, at=at or timezone.now())


def unassign(application: Application, person: Person, *, by: Actor) -> None:  # noqa: ARG001
    """Somebody does not take part any longer, and does not see the application any longer."""
    Assignment.objects.filter(application=application, person=person).delete()
