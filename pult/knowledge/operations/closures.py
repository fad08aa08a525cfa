"""Announcing a closure once: it fills its texts, changes opening hours, begins and ends by itself."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.calendars import operations as calendars
from pult.calendars.models import Calendar
from pult.calendars.types import Interval
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.knowledge.closing import calendars_of, first_texts
from pult.knowledge.errors import NotADraft, NotAnnounced
from pult.knowledge.events import ClosureAnnounced, ClosureWithdrawn
from pult.knowledge.models import Document
from pult.knowledge.models.closures import Closure, ClosureDay
from pult.knowledge.types.closures import (
    LONGEST_TEXT,
    OF_WHOLE_DAYS,
    PLACES,
    ClosureKind,
    ClosureState,
    Phase,
)
from pult.workforce.models import Department

LONGEST = timedelta(days=366)


@transaction.atomic
def draft_closure(
    kind: ClosureKind | str,
    *,
    begins_at: datetime,
    ends_at: datetime | None,
    reason: str,
    by: Actor,  # noqa: ARG001 - every verb says who acts
    alternative: str = "",
    departments: Iterable[Department] = (),
    shown_from: datetime | None = None,
    openings: Interval | None = None,
    template: Document | None = None,
) -> Closure:
    """Prepare an announcement: its texts are filled in four languages, and nobody hears of it yet."""
    _check(kind, begins_at, ends_at, reason, openings)
    closure = Closure.objects.create(
        kind=kind,
        begins_at=begins_at,
        ends_at=ends_at,
        shown_from=min(shown_from or begins_at, begins_at),
        opens=openings.opens if openings else None,
        closes=openings.closes if openings else None,
        reason=reason.strip()[:120],
        alternative=alternative.strip()[:300],
        template=template,
    )
    closure.departments.set(departments)
    closure.texts = first_texts(closure)
    Closure.objects.filter(pk=closure.pk).update(texts=closure.texts)
    return closure


@transaction.atomic
def word_closure(closure: Closure, texts: Mapping[str, Mapping[str, str]], *, by: Actor) -> None:  # noqa: ARG001
    """Say it in other words, language by language and place by place."""
    kept = {
        language: {
            place: said.strip()[:LONGEST_TEXT]
            for place, said in places.items()
            if place in PLACES and said.strip()
        }
        for language, places in texts.items()
    }
    closure.texts = {language: places for language, places in kept.items() if places}
    Closure.objects.filter(pk=closure.pk).update(texts=closure.texts)


@transaction.atomic
def announce_closure(closure: Closure, *, by: Actor, at: datetime | None = None) -> None:
    """Tell everybody: help centre, widget and automatic replies say it in time, and opening hours follow."""
    at = at or timezone.now()
    locked = Closure.objects.select_for_update(of=("self",), no_key=True).get(pk=closure.pk)
    if not locked.is_draft:
        raise NotADraft(_("This closure was announced already."))
    if locked.phase(at) == Phase.PAST:
        raise Invalid(_("This closure is over already."))
    Closure.objects.filter(pk=locked.pk).update(state=ClosureState.ANNOUNCED, announced_at=at)
    if locked.kind in OF_WHOLE_DAYS:
        _close_days(locked, by=by, at=at)
    closure.refresh_from_db()
    publish(ClosureAnnounced(closure_id=closure.pk, kind=closure.kind, by=by.ref, at=at))


@transaction.atomic
def withdraw_closure(closure: Closure, *, by: Actor, at: datetime | None = None) -> None:
    """Be there after all: nobody is told any longer, and opening hours are as they were."""
    at = at or timezone.now()
    locked = Closure.objects.select_for_update(of=("self",), no_key=True).get(pk=closure.pk)
    if not locked.is_announced:
        raise NotAnnounced(_("This closure is not announced."))
    Closure.objects.filter(pk=locked.pk).update(state=ClosureState.WITHDRAWN, withdrawn_at=at)
    for day in locked.days.select_related("calendar"):
        calendars.drop_closed_days(day, by=by, at=at)
    closure.refresh_from_db()
    publish(ClosureWithdrawn(closure_id=closure.pk, kind=closure.kind, by=by.ref, at=at))


@transaction.atomic
def drop_closure(closure: Closure, *, by: Actor) -> None:  # noqa: ARG001 - every verb says who acts
    """Throw a draft away."""
    dropped, _by_kind = Closure.objects.filter(pk=closure.pk, state=ClosureState.DRAFTED).delete()
    if not dropped:
        raise NotADraft(_("This closure was announced already."))


def _check(
    kind: str, begins_at: datetime, ends_at: datetime | None, reason: str, openings: Interval | None
) -> None:
    if not reason.strip():
        raise Invalid(_("Please say why you close; customers read it."))
    if ends_at is None and kind != ClosureKind.OUTAGE:
        raise Invalid(_("Please say until when."))
    if ends_at is not None and not timedelta(0) < ends_at - begins_at <= LONGEST:
        raise Invalid(_("The end comes before the beginning, or more than a year after it."))
    if kind == ClosureKind.HOURS and openings is None:
        raise Invalid(_("Please say from when until when you are there on these days."))


def _close_days(closure: Closure, *, by: Actor, at: datetime) -> None:
    openings = None
    if closure.opens is not None and closure.closes is not None:
        openings = Interval(opens=closure.opens, closes=closure.closes)
    for calendar in calendars_of(closure):
        first_on, last_on = days_in(closure, calendar)
        day = calendars.add_closed_days(
            calendar,
            first_on=first_on,
            last_on=last_on,
            reason=closure.reason,
            openings=openings,
            by=by,
            at=at,
        )
        ClosureDay.objects.create(closure=closure, day=day)


def days_in(closure: Closure, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day of a closure as the clocks of these opening hours have them."""
    ends_at = closure.ends_at or closure.begins_at
    last = max(ends_at - timedelta(microseconds=1), closure.begins_at)
    zone = calendar.time_zone
    return closure.begins_at.astimezone(zone).date(), last.astimezone(zone).date()
