"""Erasing: everything that tells who somebody was goes; what is counted stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.customers import operations as customers
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.events import publish
from pult.foundation.files.models import StoredFile
from pult.foundation.files.operations import let_go
from pult.gateways.email import operations as email
from pult.hiring.events import CandidateErased
from pult.hiring.models import Answer, Application, ApplicationFile, Candidate, Interview, Note
from pult.hiring.types import Act, ApplicationState, InterviewState, LetterKind
from pult.skills import operations as skills
from pult.surveys import operations as surveys
from pult.surveys.types import Kind

from .applications import withdraw
from .equality import forget_answers_of
from .evidence import erase_steps
from .letters import send_letter
from .moving import new_link_key
from .offers import erase_offers
from .plays import erase_plays
from .reasons import erase_reasons
from .references import erase_referees
from .surveying import forget_asking
from .trials import erase_trials
from .vanishing import erase_recordings
from .writing import erase_writing

NOTICE = timedelta(days=14)
AT_ONCE = 100


@transaction.atomic
def erase(candidate: Candidate, *, by: Actor, at: datetime | None = None) -> None:
    """Forget who a candidate was: name, address, files, letters, notes, evidence. Counts and dates stay."""
    at = at or timezone.now()
    if candidate.is_erased:
        return
    for application in candidate.applications.active().select_related("opening", "stage", "candidate"):
        withdraw(application, by=by, with_letter=False, at=at)
    _erase_texts(candidate)
    erase_writing(candidate)
    erase_referees(candidate, at=at)
    erase_steps(candidate, by=by, at=at)
    erase_plays(candidate)
    erase_recordings(candidate, by=by, at=at)
    erase_reasons(candidate, at=at)
    erase_offers(candidate)
    erase_trials(candidate, at=at)
    forget_answers_of(candidate, by=by)
    forget_asking(candidate)
    _erase_letters(candidate, by=by)
    _erase_questions(candidate, by=by)
    holder, customer = candidate.holder, candidate.customer
    Candidate.objects.filter(pk=candidate.pk).update(
        name="", email=None, phone="", holder=None, customer=None, keep_until=None, may_keep=False,
        link_key=new_link_key(), erased_at=at,
    )  # fmt: skip
    if holder is not None and holder.person_id is None:
        skills.forget_holder(holder)
    if customer is not None and not Conversation.objects.filter(customer=customer).exists():
        customers.erase_apart(customer, by=by)
    candidate.refresh_from_db()
    record(Act.CANDIDATE_ERASED, by=by, about=f"candidate:{candidate.pk}", at=at)
    publish(CandidateErased(candidate_id=candidate.pk, by=by.ref, at=at))


def _erase_texts(candidate: Candidate) -> None:
    of_them = {"application__candidate": candidate}
    kept = ApplicationFile.objects.filter(**of_them)
    files = list(StoredFile.objects.filter(pk__in=kept.values("file")))
    kept.delete()
    for file in files:
        let_go(file)
    Answer.objects.filter(**of_them).delete()
    Note.objects.filter(**of_them).delete()
    Interview.objects.filter(**of_them).update(place="", state=InterviewState.CANCELLED)
    Application.objects.filter(candidate=candidate).update(tags=[], reason_text="")


def _erase_questions(candidate: Candidate, *, by: Actor) -> None:
    """What they were asked about the process, with the words of their answers."""
    if candidate.email:
        surveys.forget(candidate.email, kind=Kind.CANDIDATE, by=by)
        email.forget_own_mail(candidate.email)


def _erase_letters(candidate: Candidate, *, by: Actor) -> None:
    """All that was written both ways, and the originals of what came in."""
    theirs = Conversation.objects.filter(is_apart=True, application__candidate=candidate)
    if candidate.customer_id is not None:
        theirs |= Conversation.objects.filter(is_apart=True, side=None, customer_id=candidate.customer_id)
    for conversation in list(theirs.distinct()):
        said = Message.objects.filter(conversation=conversation).values_list("pk", flat=True)
        email.forget_originals(said)
        conversations.erase_apart(conversation, by=by)


def warn_due(*, at: datetime | None = None) -> int:
    """Tell candidates that their data are about to be erased, two weeks before."""
    at = at or timezone.now()
    soon = timezone.localdate(at + NOTICE)
    due = Candidate.objects.known().filter(keep_until__lte=soon, warned_at=None)
    warned = 0
    for candidate in due.order_by("keep_until", "pk")[:AT_ONCE]:
        with transaction.atomic():
            if not Candidate.objects.filter(pk=candidate.pk, warned_at=None).update(warned_at=at):
                continue
            latest = candidate.applications.select_related("opening", "stage", "candidate", "conversation")
            send_letter(
                latest.latest("applied_at"), LetterKind.RETENTION, by=SYSTEM, is_automatic=True, at=at
            )
            warned += 1
    return warned


def erase_due(*, at: datetime | None = None) -> int:
    """Erase whose time has come and who were told two weeks ago."""
    at = at or timezone.now()
    due = Candidate.objects.known().filter(keep_until__lte=timezone.localdate(at), warned_at__lte=at - NOTICE)
    found = list(
        due.exclude(applications__state=ApplicationState.HIRED).order_by("keep_until", "pk")[:AT_ONCE]
    )
    for candidate in found:
        erase(candidate, by=SYSTEM, at=at)
    return len(found)
