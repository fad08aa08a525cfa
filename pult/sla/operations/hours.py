"""Clocks under other opening hours: what was counted stays, the rest counts in the new ones."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.calendars.models import Calendar
from pult.sla.explanation import Happening
from pult.sla.models import Clock

from .ticking import catch_up, hours_of, show_due, step


@transaction.atomic
def follow_hours(calendar: Calendar, *, at: datetime | None = None) -> int:
    """Put a calendar's changed hours in force for every clock that keeps to it. Returns how many."""
    at = at or timezone.now()
    # Locked so that a clock is not stopped while its deadline moves.
    clocks = (
        Clock.objects.unstopped()
        .select_for_update(of=("self",), no_key=True)
        .filter(hours_version__calendar=calendar)
        .exclude(hours_version=calendar.version_id)
        .select_related("conversation")
        .order_by("pk")
    )
    moved = list(clocks)
    for clock in moved:
        catch_up(clock, clock.conversation, at=at)
        keep_to(clock, calendar.version_id, at=at)
        show_due(clock.conversation)
    return len(moved)


def keep_to(clock: Clock, version_id: int | None, *, at: datetime) -> None:
    """Let a clock count in another version of opening hours from a moment on."""
    if clock.hours_version_id == version_id:
        return
    settled = clock.stopwatch.settled(hours_of(clock), at=at)
    clock.hours_version_id = version_id
    step(clock, Happening.RESCHEDULED, at=at, stopwatch=settled)
