"""What happens when a candidate is hired: the same person, with everything that was found out, works here."""

from datetime import date
from typing import Any

from pult.accounts import operations as accounts
from pult.accounts.errors import AddressTaken
from pult.accounts.models import Person
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.foundation.rights import BuiltIn
from pult.hiring import operations as hiring
from pult.hiring.events import CandidateHired
from pult.hiring.models import Application, Offer
from pult.skills import operations as skills
from pult.workforce import operations as workforce
from pult.workforce.models import Member


@subscribe(CandidateHired)
def candidate_hired(event: CandidateHired) -> None:
    """They get an account and a place in the department; their evidence becomes the member's, and the trial begins."""
    with_all = Application.objects.select_related("candidate__holder", "opening__department", "person")
    application = with_all.get(pk=event.application_id)
    if application.candidate.is_erased or application.state != "hired":
        return
    person = application.person or _account_of(application, event)
    if person is None:
        return
    _join(application, person, event)
    holder = application.candidate.holder
    if holder is not None:
        skills.join_person(holder, person=person, by=SYSTEM, at=event.at)
    hiring.show_member(application, person, by=SYSTEM)
    hiring.begin_trial_of_hire(application, start_on=_chosen_day(event), by=SYSTEM, at=event.at)


def _chosen_day(event: CandidateHired) -> date | None:
    """The first day that was chosen without an offer."""
    return date.fromisoformat(event.start_on) if event.start_on else None


def _account_of(application: Application, event: CandidateHired) -> Person | None:
    """Their account: the one that was named, else a new one with an invitation to come in.

    An account that came up with this address in between is nobody's until somebody says whose it is.
    """
    if event.person_id is not None:
        named: Person | None = Person.objects.filter(pk=event.person_id).first()
        return named
    candidate = application.candidate
    try:
        person = accounts.create_person(
            name=candidate.name,
            email=candidate.email or "",
            roles=[BuiltIn.AGENT],
            language=candidate.language,
            by=SYSTEM,
            at=event.at,
        )
    except AddressTaken:
        return None
    accounts.invite_account(person, by=SYSTEM, at=event.at)
    return person


def _join(application: Application, person: Person, event: CandidateHired) -> None:
    """A place in the department of the opening, on the terms of the offer; who works here already stays as they are.

    Somebody who had left comes back. An account that was switched off stays so: its roles are for an administrator.
    """
    member = Member.objects.filter(person=person).first()
    if member is not None and member.left_on is None:
        return
    opening = application.opening
    offer = Offer.objects.filter(application=application, state="accepted").first()
    manager = Member.objects.at_work().filter(person=opening.hiring_manager_id).first()
    terms: dict[str, Any] = {
        "departments": [opening.department],
        "line_manager": manager if manager != member else None,
        "employment": opening.employment,
        "hours_per_week": offer.hours_per_week if offer else opening.hours_per_week,
        "joined_on": offer.start_on if offer else _chosen_day(event),
    }
    if member is None:
        languages = [application.candidate.language]
        workforce.join(person, languages=languages, by=SYSTEM, at=event.at, **terms)
    else:
        workforce.come_back(member, by=SYSTEM, at=event.at, **terms)
