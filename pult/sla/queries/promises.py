"""The promises behind a figure, one by one: each with its conversation, and how late it was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    TextChoices,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from pult.calendars.queries import hours_in
from pult.foundation.web.paging import Page, keyset_page
from pult.metrics.types import Period
from pult.sla.models import Clock

from .attainment import Wanted


class State(TextChoices):
    """How a promise stands."""

    KEPT = "kept", pgettext_lazy("promise", "Met")
    MISSED = "missed", pgettext_lazy("promise", "Missed")
    RUNNING = "running", pgettext_lazy("promise", "Running")
    PAUSED = "paused", pgettext_lazy("promise", "Paused")


@dataclass(frozen=True, kw_only=True)
class Late:
    """One promise: the time it needed so far, and how much of it beyond what was promised, in opening time."""

    clock: Clock
    counted: timedelta

    @property
    def late(self) -> timedelta:
        return max(self.counted - self.clock.within, timedelta(0))

    @property
    def part(self) -> float:
        """Of the promised time: 1.0 is all of it."""
        return self.counted / self.clock.within

    @property
    def state(self) -> State:
        """How it stands."""
        if self.clock.missed_at is not None:
            return State.MISSED
        if self.clock.stopped_at is not None:
            return State.KEPT
        return State.RUNNING if self.clock.is_running else State.PAUSED


def clocks_behind(
    state: State,
    period: Period,
    wanted: Wanted,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> Page[Clock]:
    """The promises that a number counts: what was decided in these days, or what is owed now; the newest first."""
    if state in {State.KEPT, State.MISSED}:
        rows = _whose(_decided(period).filter(missed_at__isnull=state == State.KEPT), wanted)
        return keyset_page(_with(rows), ["-decided_at", "-id"], after=after, before=before, size=size)
    owed = Clock.objects.unstopped().filter(missed_at=None, running_since__isnull=state == State.PAUSED)
    return keyset_page(
        _with(_whose(owed, wanted, is_owed=True)),
        ["-started_at", "-id"],
        after=after,
        before=before,
        size=size,
    )


def worst(period: Period, wanted: Wanted, *, most: int = 20, at: datetime | None = None) -> list[Late]:
    """The promises of these days that were broken by the longest time, the longest first."""
    now = Value(at or timezone.now(), output_field=DateTimeField())
    missed = _whose(_decided(period).filter(missed_at__isnull=False), wanted)
    over = ExpressionWrapper(Coalesce("stopped_at", now) - F("missed_at"), output_field=DurationField())
    rows = _with(missed).order_by(over.desc(), "-id")
    return sorted((how_late(clock, at=at) for clock in rows[:most]), key=lambda one: one.late, reverse=True)


def how_late(clock: Clock, *, at: datetime | None = None) -> Late:
    """What a clock has counted up to now, or until it stopped."""
    counted = clock.stopwatch.elapsed(hours_in(clock.hours_version_id), at=at or timezone.now())
    return Late(clock=clock, counted=counted)


def _decided(period: Period) -> QuerySet[Clock]:
    zone = timezone.get_default_timezone()
    start = datetime.combine(period.start, time(), zone)
    end = datetime.combine(period.end + timedelta(days=1), time(), zone)
    decided = Clock.objects.filter(is_void=False).annotate(decided_at=Coalesce("missed_at", "stopped_at"))
    return decided.filter(decided_at__gte=start, decided_at__lt=end)


def _whose(clocks: QuerySet[Clock], wanted: Wanted, *, is_owed: bool = False) -> QuerySet[Clock]:
    asked: dict[str, Any] = {"target": wanted.target, "policy": wanted.policy}
    clocks = clocks.filter(**{name: value for name, value in asked.items() if value is not None})
    if wanted.inboxes is not None:
        clocks = clocks.filter(_through(wanted.inboxes))
    names = ("department_id", "priority", "channel")
    values = (wanted.departments, wanted.priority, wanted.channel)
    for name, value in zip(names, values, strict=True):
        if value is None:
            continue
        of_conversation = F(f"conversation__{name}")
        own = F(name) if name == "department_id" else NullIf(name, Value(""))
        whose = of_conversation if is_owed else Coalesce(own, of_conversation)
        clocks = clocks.alias(**{f"whose_{name}": whose})
        clocks = clocks.filter(**{f"whose_{name}__in": list(value) if name == "department_id" else [value]})
    return clocks


def _through(inboxes: Collection[int | None]) -> Q:
    known = Q(conversation__inbox__in=[one for one in inboxes if one is not None])
    return known | Q(conversation__inbox__isnull=True) if None in inboxes else known


def _with(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    return clocks.select_related("conversation__customer", "policy", "hours_version")
