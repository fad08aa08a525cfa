"""Decisions with their reasons, offers and their answers, and how a candidate comes to work here."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from pult.accounts import operations as accounts
from pult.accounts.models import Invitation
from pult.foundation.actors import Actor, Kind
from pult.hiring import operations as hiring
from pult.hiring.models import Application
from pult.hiring.types import ApplicationState, Outcome, Reason

from .hiring import Desk
from .openings import Applicant
from .people import PASSWORD

Ends = Callable[[Desk, Application, Applicant, datetime], None]


def decide(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:
    """Hana writes why, and offers the job; whoever accepts does so the next day."""
    hiring.decide(application, Outcome.HIRE, reasons=one.decided, by=desk.hana, at=at)
    application.refresh_from_db()
    day = at.date()
    offer = hiring.make_offer(
        application,
        pay=one.pay,
        start_on=day + timedelta(days=9) if one.ends else _first_of_month(day + timedelta(days=20)),
        answer_by=day + timedelta(days=7),
        by=desk.hana,
        at=at + timedelta(hours=3),
    )
    if one.answers == "accepts":
        hiring.accept_offer(offer, by=_candidate(application), at=at + timedelta(hours=21))


def _first_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def hire(desk: Desk, application: Application, at: datetime) -> None:
    """The candidate becomes a colleague, and comes in through the invitation to their account."""
    hiring.hire(application, by=desk.hana, at=at)
    desk.box.release()
    invitation = Invitation.objects.waiting().get(email=application.candidate.email)
    accounts.accept(
        invitation,
        name=application.candidate.name,
        password=PASSWORD,
        language=application.candidate.language,
        at=at + timedelta(hours=20),
    )


def _candidate(application: Application) -> Actor:
    return Actor(kind=Kind.CANDIDATE, id=application.candidate_id)


def _reject(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:
    hiring.reject(application, reason=Reason(one.reason), text=one.reason_text, by=desk.hana, at=at)


def _withdraw(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:  # noqa: ARG001
    hiring.withdraw(application, by=_candidate(application), at=at)


def _keep(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:
    hiring.keep_in_pool(application, text=one.reason_text, by=desk.hana, at=at)


ENDS: dict[ApplicationState | None, Ends] = {
    ApplicationState.REJECTED: _reject,
    ApplicationState.WITHDRAWN: _withdraw,
    ApplicationState.POOL: _keep,
}
