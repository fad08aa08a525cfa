"""Arranging interviews: times are offered, the candidate takes one, calendars are told."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.conversations.types import Upload
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.errors import Ended, TimeTaken
from pult.hiring.events import InterviewArranged
from pult.hiring.icalendar import Guest, Meeting, Method, invitation
from pult.hiring.links import address_of
from pult.hiring.models import Application, Interview, Slot
from pult.hiring.notices import tell_interviewers
from pult.hiring.types import InterviewState, LetterKind

from .applications import assign
from .letters import send_letter
from .moving import where

BEFORE = timedelta(hours=24)
AT_ONCE = 200


@transaction.atomic
def offer_times(
    application: Application,
    *,
    times: Iterable[datetime],
    interviewers: Iterable[Person],
    minutes: int,
    place: str,
    by: Actor,
    at: datetime | None = None,
) -> Interview:
    """Let the candidate choose one of these times. Whoever interviews sees the application from now on."""
    at = at or timezone.now()
    chosen, panel = sorted({moment for moment in times if moment > at}), list(interviewers)
    if not application.is_active:
        raise Ended(_("This application has ended."))
    if not chosen or not panel or not place.strip():
        raise Invalid(_("Offer at least one time in the future, with somebody who interviews and a place."))
    for earlier in application.interviews.filter(stage=application.stage, state=InterviewState.OFFERED):
        Interview.objects.filter(pk=earlier.pk).update(state=InterviewState.CANCELLED)
    interview = Interview.objects.create(
        application=application, stage=application.stage, minutes=minutes, place=place.strip()[:300],
        zone=queries.zone_of(application.opening), uid=f"{uuid.uuid4()}@pult", offered_at=at,
        by_id=by.person_id or None,
    )  # fmt: skip
    interview.interviewers.set(panel)
    for person in panel:
        assign(application, person, by=by, at=at)
    Slot.objects.bulk_create(Slot(interview=interview, start_at=moment) for moment in chosen)
    send_letter(application, LetterKind.TIMES, by=by, at=at)
    _announce(interview, by=by, at=at)
    return interview


@transaction.atomic
def book(interview: Interview, *, start_at: datetime, by: Actor, at: datetime | None = None) -> None:
    """Take one of the offered times, for the first time or another one; both sides get it for their calendars."""
    at = at or timezone.now()
    application = interview.application
    panel = list(interview.interviewers.all())
    # Two candidates may take the same hour of the same interviewer at the same moment.
    for person in sorted(panel, key=lambda one: one.pk):
        transaction_lock(f"hiring.interviewer:{person.pk}")
    offered = interview.slots.filter(start_at=start_at).exists()
    if (
        not application.is_active
        or interview.state == InterviewState.CANCELLED
        or not offered
        or start_at <= at
    ):
        raise TimeTaken(_("This time can no longer be taken. Please choose another one."))
    if queries.is_busy(panel, start_at, interview.minutes, besides=interview.pk):
        raise TimeTaken(_("This time was taken a moment ago. Please choose another one."))
    Interview.objects.filter(pk=interview.pk).update(
        state=InterviewState.BOOKED, start_at=start_at, sequence=F("sequence") + 1, reminded_at=None
    )
    interview.refresh_from_db()
    _tell(interview, LetterKind.BOOKED, Method.REQUEST, by=by, at=at)


@transaction.atomic
def cancel_interview(interview: Interview, *, by: Actor, at: datetime | None = None) -> None:
    """Call an interview off, in everybody's calendar."""
    at = at or timezone.now()
    was_booked = interview.state == InterviewState.BOOKED
    standing = Interview.objects.filter(pk=interview.pk).exclude(state=InterviewState.CANCELLED)
    if not standing.update(state=InterviewState.CANCELLED, sequence=F("sequence") + 1):
        return
    interview.refresh_from_db()
    if was_booked:
        _tell(interview, LetterKind.CANCELLED, Method.CANCEL, by=by, at=at)
    else:
        _announce(interview, by=by, at=at)


def remind_due(*, at: datetime | None = None) -> int:
    """Remind candidates a day before."""
    at = at or timezone.now()
    due = Interview.objects.booked().filter(reminded_at=None, start_at__gt=at, start_at__lte=at + BEFORE)
    reminded = 0
    for interview in due.select_related("application__candidate", "application__opening")[:AT_ONCE]:
        with transaction.atomic():
            if Interview.objects.filter(pk=interview.pk, reminded_at=None).update(reminded_at=at):
                values = _values(interview)
                send_letter(
                    interview.application,
                    LetterKind.REMINDER,
                    by=SYSTEM,
                    is_automatic=True,
                    values=values,
                    at=at,
                )
                reminded += 1
    return reminded


def _tell(interview: Interview, kind: LetterKind, method: Method, *, by: Actor, at: datetime) -> None:
    calendar = invitation(_meeting(interview), method, at=at)
    colleagues = invitation(_meeting(interview, for_colleagues=True), method, at=at)
    upload = Upload(name="interview.ics", content_type="text/calendar", content=calendar)
    send_letter(
        interview.application, kind, by=by, is_automatic=not by.is_person, attachments=[upload],
        values=_values(interview), at=at,
    )  # fmt: skip
    tell_interviewers(interview, colleagues, method)
    _announce(interview, by=by, at=at)


def _values(interview: Interview) -> dict[str, str]:
    with translation.override(interview.application.candidate.language):
        return {"when": queries.when(interview), "where": interview.place}


def _meeting(interview: Interview, *, for_colleagues: bool = False) -> Meeting:
    application = interview.application
    candidate, inbox = application.candidate, queries.settings().inbox
    assert interview.start_at is not None
    assert interview.end_at is not None
    with translation.override(candidate.language):
        summary = _("Interview: %(opening)s") % {"opening": application.opening.title}
    guests = [Guest(name=one.name, email=one.email) for one in interview.interviewers.order_by("pk")]
    return Meeting(
        uid=interview.uid,
        sequence=interview.sequence,
        start_at=interview.start_at,
        end_at=interview.end_at,
        summary=summary,
        place=interview.place,
        text="",
        organizer=Guest(name=queries.house_name(), email=inbox.address if inbox else ""),
        guests=tuple(
            guests if for_colleagues else [Guest(name=candidate.name, email=candidate.email or ""), *guests]
        ),
        url="" if for_colleagues else address_of(application.pk, candidate.link_key),
    )


def _announce(interview: Interview, *, by: Actor, at: datetime) -> None:
    publish(
        InterviewArranged(
            **where(interview.application, by=by, at=at),
            interview_id=interview.pk,
            state=interview.state,
            sequence=interview.sequence,
        )
    )
