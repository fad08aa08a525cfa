"""Hiring somebody: after an accepted offer, or with a written reason without one. What follows is told in the flows."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.errors import AddressKnown, Ended, NotReady
from pult.hiring.events import CandidateHired
from pult.hiring.models import Application, Opening, Prediction, Stage
from pult.hiring.queries.decisions import Gathered
from pult.hiring.types import Act, ApplicationState, OpeningStatus, Outcome, StageKind

from .entering import enter_stage
from .moving import note_answer, set_keep_until, step, where
from .openings import close
from .reasons import write_down

ENDED = (OpeningStatus.CLOSED, OpeningStatus.FILLED)


@transaction.atomic
def hire(
    application: Application,
    *,
    by: Actor,
    without_offer: str = "",
    is_same_person: bool = False,
    start_on: date | None = None,
    at: datetime | None = None,
) -> None:
    """Hire the candidate who has accepted an offer; without one only with a reason in writing, and a first day."""
    at = at or timezone.now()
    if not application.is_active:
        raise Ended(_("This application has ended already."))
    accepted = application.offers.filter(state="accepted").exists()
    if not accepted and not without_offer.strip():
        raise NotReady(_("The candidate has accepted no offer. Write why you hire without one."))
    person = _known_person(application, is_same_person=is_same_person)
    if without_offer.strip() or not queries.is_to_be_hired(application):
        write_down(application, Outcome.HIRE, reasons=without_offer, by=by, at=at)
    # Two who are hired at once must both be counted.
    opening = Opening.objects.select_for_update(no_key=True).get(pk=application.opening_id)
    freeze_predictions(application, at=at)
    ended = {"ended_at": at, "promised_by": None, "reason": "", "reason_text": ""}
    step(application, by=by, at=at, stage=_trial(opening), state=ApplicationState.HIRED, values=ended)
    set_keep_until(application.candidate, at=at)
    note_answer(application, by=by, at=at)
    record(Act.CANDIDATE_HIRED, by=by, about=f"application:{application.pk}", at=at)
    _announce(application, person, start_on=start_on, by=by, at=at)
    enter_stage(application, by=by, at=at)
    hired = opening.applications.filter(state=ApplicationState.HIRED).count()
    if hired >= opening.seats and opening.status not in ENDED:
        close(opening, by=by, is_filled=True, at=at)


@transaction.atomic
def name_account(application: Application, *, by: Actor, at: datetime | None = None) -> None:
    """Say that the account with the candidate's address is theirs, when it came up after they were hired."""
    if application.state != ApplicationState.HIRED or application.person_id is not None:
        raise NotReady(_("This application leads to a member already, or to nobody."))
    person = Person.objects.filter(email__iexact=application.candidate.email or "").first()
    _announce(application, person, by=by, at=at or timezone.now())


@transaction.atomic
def show_member(application: Application, person: Person, *, by: Actor) -> None:  # noqa: ARG001
    """Write down whom an application led to."""
    Application.objects.filter(pk=application.pk).update(person=person)
    application.person = person


@transaction.atomic
def freeze_predictions(application: Application, *, at: datetime) -> int:
    """Keep what the scores of each kind of evidence foretold, so that it can be held against what comes later."""
    gathered = queries.gathered_about(application, SYSTEM, at=at)
    rows = [*_wholes(application, gathered, at=at), *_skills(application, gathered, at=at)]
    return len(Prediction.objects.bulk_create(rows, ignore_conflicts=True))


def _known_person(application: Application, *, is_same_person: bool) -> Person | None:
    """Who the candidate is already, if anybody. An address alone makes nobody a member."""
    candidate = application.candidate
    if candidate.holder is not None and candidate.holder.person is not None:
        return candidate.holder.person
    person: Person | None = Person.objects.filter(email__iexact=candidate.email or "").first()
    if person is not None and not is_same_person:
        raise AddressKnown(
            _("%(name)s has an account with this address already. Say whether that is the same person.")
            % {"name": person.name}
        )
    return person


def _announce(
    application: Application,
    person: Person | None,
    *,
    by: Actor,
    at: datetime,
    start_on: date | None = None,
) -> None:
    publish(
        CandidateHired(
            **where(application, by=by, at=at),
            candidate_id=application.candidate_id,
            holder_id=application.candidate.holder_id,
            applied_at=application.applied_at,
            published_at=application.opening.published_at,
            person_id=person.pk if person else None,
            start_on=start_on.isoformat() if start_on else "",
        )
    )


def _trial(opening: Opening) -> Stage | None:
    return opening.stages.in_order().filter(kind=StageKind.TRIAL).first()


def _wholes(application: Application, gathered: Gathered, *, at: datetime) -> list[Prediction]:
    """The mean of each kind's steps."""
    by_kind: dict[str, list[tuple[float, int, str, int]]] = {}
    for one in gathered.panels:
        if one.panel.mean is not None:
            version = one.panel.panel.version
            told = (one.panel.mean, len(one.panel.raters), version.scorecard.key, version.number)
            by_kind.setdefault(one.step.kind, []).append(told)
    return [_row(application, kind, None, told, at=at) for kind, told in by_kind.items()]


def _skills(application: Application, gathered: Gathered, *, at: datetime) -> list[Prediction]:
    """The mean of each skill in each kind's steps."""
    found: dict[tuple[str, int], list[tuple[float, int, str, int]]] = {}
    for row in gathered.rows:
        for one in row.seen:
            version = one.panel.panel.version
            told = (one.score, one.raters, version.scorecard.key, version.number)
            found.setdefault((one.step.kind, row.line.skill_id), []).append(told)
    return [_row(application, kind, skill, told, at=at) for (kind, skill), told in found.items()]


def _row(
    application: Application,
    kind: str,
    skill: int | None,
    told: list[tuple[float, int, str, int]],
    *,
    at: datetime,
) -> Prediction:
    score = sum(one[0] for one in told) / len(told)
    return Prediction(
        application=application, kind=kind, skill_id=skill, score=round(score, 3), at=at,
        raters=sum(one[1] for one in told), card=told[-1][2], version=told[-1][3],
    )  # fmt: skip
