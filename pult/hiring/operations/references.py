"""Verbs about references: naming, agreeing, asking, answering, declining, reminding, forgetting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.foundation.actors import NOBODY, Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring.errors import Ended, HandedIn, NotReady
from pult.hiring.events import ReferenceGiven
from pult.hiring.letters import rendered, template_of, values_of
from pult.hiring.links import REFERENCE_VALID_FOR, reference_address
from pult.hiring.models import Application, Candidate, Referee, Stage
from pult.hiring.types import LetterKind, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.errors import ChangedElsewhere
from pult.scorecards.models import Assessment, Criterion
from pult.scorecards.types import Mark

from .evidence import ask_to_judge, begin_step
from .letters import send_letter
from .moving import new_link_key, where

MOST_REFEREES = 6
REMIND_AFTER = timedelta(days=5)
FORGET_AFTER = timedelta(days=30)
AT_ONCE = 100
# Machines that answer mail leave these alone; ours are not answered either.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A referee as somebody names them."""

    name: str
    email: str
    relation: str = ""
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a referee says to one criterion, and which revision their window showed."""

    criterion: Criterion
    mark: Mark
    evidence: str
    seen: int | None


@transaction.atomic
def name_referee(
    application: Application, contact: Contact, *, has_agreed: bool, by: Actor, at: datetime | None = None
) -> Referee:
    """Name somebody who has worked with the candidate. Where the candidate agrees in that step, they are asked."""
    at = at or timezone.now()
    email = contact.email.strip().casefold()
    if not application.is_active:
        raise Ended(_("This application has ended; nothing can be added to it."))
    if not contact.name.strip() or not email:
        raise Invalid(_("A name and an address are needed to ask somebody."))
    if email == application.candidate.email:
        raise Invalid(_("That is the candidate’s own address."))
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    if application.referees.filter(email=email).exists():
        raise Invalid(_("This person is named already."))
    if application.referees.count() >= MOST_REFEREES:
        raise Invalid(_("There are enough referees already."))
    referee = Referee.objects.create(
        application=application,
        name=contact.name.strip()[:160],
        email=email,
        relation=contact.relation.strip()[:200],
        language=contact.language,
        link_key=new_link_key(),
        added_at=at,
        added_by=by.ref,
    )
    if has_agreed:
        agree_to_referee(referee, by=by, at=at)
    return referee


@transaction.atomic
def agree_to_referee(referee: Referee, *, by: Actor, at: datetime | None = None) -> None:
    """The candidate agrees that this person is asked; in the step of references the letter goes out at once."""
    at = at or timezone.now()
    if Referee.objects.filter(pk=referee.pk, agreed_at=None).update(agreed_at=at):
        referee.refresh_from_db()
        application = referee.application
        if application.is_active and application.stage.kind == StageKind.REFERENCES:
            ask_referee(referee, by=by, at=at)


@transaction.atomic
def ask_referee(referee: Referee, *, by: Actor, at: datetime | None = None) -> None:
    """Send the letter with the link; once more where it came back or got lost."""
    at = at or timezone.now()
    referee = _locked(referee)
    if not referee.application.is_active:
        raise Ended(_("This application has ended. Take it up again first."))
    if not referee.may_be_asked:
        raise NotReady(_("Nobody is asked before the candidate has agreed, and nobody twice."))
    if referee.step is None:
        referee.step = begin_step(referee.application, _stage_of(referee), by=by, at=at)
        ask_to_judge(referee.step, outsiders=[referee.name], by=by, at=at)
    if referee.step.panel is None:
        raise NotReady(_("No scorecard is in force for this step. Choose one in the plan."))
    message_id = _write(referee, LetterKind.REFERENCE, at=at)
    Referee.objects.filter(pk=referee.pk).update(
        step=referee.step, asked_at=at, bounced_at=None, message_id=message_id
    )


@transaction.atomic
def readdress_referee(referee: Referee, *, email: str, by: Actor, at: datetime | None = None) -> None:
    """Write down another address, and ask there: the link of the first letter stops working."""
    referee = _locked(referee)
    if referee.answered_at or referee.declined_at:
        raise HandedIn(_("This was answered already."))
    Referee.objects.filter(pk=referee.pk).update(
        email=email.strip().casefold(), bounced_at=None, reminded_at=None, link_key=new_link_key()
    )
    referee.refresh_from_db()
    if referee.asked_at is not None:
        ask_referee(referee, by=by, at=at)


def save_reference(referee: Referee, told: list[Told], *, at: datetime | None = None) -> list[int]:
    """Keep what stands in the form. Returns the criteria that another window has changed meanwhile."""
    assessment = _open_assessment(referee)
    changed: list[int] = []
    for one in told:
        try:
            with transaction.atomic():
                scorecards.save_score(
                    assessment,
                    one.criterion,
                    mark=one.mark,
                    evidence=one.evidence,
                    seen=one.seen,
                    by=NOBODY,
                    at=at,
                )
        except ChangedElsewhere:
            changed.append(one.criterion.pk)
    return changed


@transaction.atomic
def give_reference(referee: Referee, *, at: datetime | None = None) -> None:
    """The referee hands it in: it is locked, and their address is not needed any longer."""
    at = at or timezone.now()
    referee = _locked(referee)
    scorecards.submit(_open_assessment(referee), by=NOBODY, at=at)
    _end(referee, answered_at=at)
    _announce(referee, at=at)


@transaction.atomic
def decline_reference(referee: Referee, *, at: datetime | None = None) -> None:
    """The referee does not want to say anything; that is no mark against the candidate."""
    at = at or timezone.now()
    referee = _locked(referee)
    scorecards.withdraw(_open_assessment(referee), by=NOBODY, at=at)
    _end(referee, declined_at=at)
    _announce(referee, at=at)


def remind_referees(*, at: datetime | None = None) -> int:
    """Remind those who have not answered, once."""
    at = at or timezone.now()
    due = Referee.objects.to_be_reminded(before=at - REMIND_AFTER).filter(application__state="active")
    reminded = 0
    for referee in due.select_related("application__candidate", "application__opening")[:AT_ONCE]:
        with transaction.atomic():
            if Referee.objects.filter(pk=referee.pk, reminded_at=None).update(reminded_at=at):
                message_id = _write(referee, LetterKind.REFERENCE_AGAIN, at=at)
                Referee.objects.filter(pk=referee.pk).update(message_id=message_id)
                reminded += 1
    return reminded


def mark_referee_bounced(message_ids: list[str], *, at: datetime | None = None) -> int:
    """A letter to a referee came back: whoever runs the application sees it and can write down another address."""
    names = [name for name in message_ids if name]
    lost = Referee.objects.waited_for().filter(message_id__in=names)
    return lost.update(bounced_at=at or timezone.now())


def forget_referees(*, at: datetime | None = None) -> int:
    """Forget who the referees were, some weeks after the application has ended; what they said stays as evidence."""
    at = at or timezone.now()
    over = Referee.objects.filter(forgotten_at=None, application__ended_at__lte=at - FORGET_AFTER)
    return _forget(list(over.select_related("step")[:AT_ONCE]), at=at)


def erase_referees(candidate: Candidate, *, at: datetime) -> None:
    """With the candidate, those who told about them go; their words go with the panel."""
    _forget(list(Referee.objects.filter(application__candidate=candidate, forgotten_at=None)), at=at)


def welcome_to_references(application: Application, by: Actor, at: datetime) -> bool:
    """A candidate comes to the step: those whom they have agreed to are asked, or they are asked to name some.

    Says whether the candidate got a letter.
    """
    agreed = list(application.referees.filter(agreed_at__isnull=False, asked_at=None, forgotten_at=None))
    for referee in agreed:
        ask_referee(referee, by=by, at=at)
    if agreed or application.referees.exists():
        return False
    try:
        with transaction.atomic():
            send_letter(application, LetterKind.REFEREES, by=by, is_automatic=True, at=at)
    except NotReady:
        return False  # no inbox is chosen, so no letter can go out; the candidate's page asks all the same
    return True


def _forget(referees: list[Referee], *, at: datetime) -> int:
    Assessment.objects.filter(rater=None, panel__evidence_step__referee__in=referees).update(rater_name="")
    return Referee.objects.filter(pk__in=[one.pk for one in referees]).update(
        name="", email="", relation="", message_id="", forgotten_at=at
    )


def _end(referee: Referee, **moment: datetime) -> None:
    Referee.objects.filter(pk=referee.pk).update(email="", message_id="", bounced_at=None, **moment)


def _announce(referee: Referee, *, at: datetime) -> None:
    assert referee.step is not None
    publish(ReferenceGiven(**where(referee.application, by=NOBODY, at=at), step_id=referee.step.pk))


def _stage_of(referee: Referee) -> Stage:
    stage = Stage.objects.of_opening(referee.application.opening_id).filter(kind=StageKind.REFERENCES)
    found = stage.in_order().first()
    if found is None:
        raise Invalid(_("The plan of this opening has no step for references."))
    return found


def _open_assessment(referee: Referee) -> Assessment:
    if referee.answered_at or referee.declined_at:
        raise HandedIn(_("You have handed this in already. Thank you."))
    rows = Assessment.objects.select_related("panel__version", "panel__holder")
    found = rows.filter(panel__evidence_step=referee.step_id, rater=None).first() if referee.step_id else None
    if found is None:
        raise Ended(_("This is not asked any longer. Thank you."))
    return found


def _locked(referee: Referee) -> Referee:
    # Two windows, or the link pressed twice, come one after the other.
    rows = Referee.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "application__candidate", "application__opening", "application__stage", "step__panel", "step__stage"
    ).get(pk=referee.pk)


def _write(referee: Referee, kind: LetterKind, *, at: datetime) -> str:
    with override(referee.language):
        values = {
            **values_of(referee.application),
            "referee": referee.name,
            "link": reference_address(referee.pk, referee.link_key),
            "until": date_format(timezone.localdate(at + REFERENCE_VALID_FOR), "DATE_FORMAT"),
        }
    words = rendered(template_of(kind), referee.language, values)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    message_id = make_msgid(domain=domain)
    letter = EmailMessage(
        subject=words.subject,
        body=words.text,
        to=[formataddr((referee.name, referee.email))],
        headers=AUTOMATIC | {"Message-ID": message_id},
    )
    letter.send()
    return message_id.strip("<>")
