"""Time and availability: how long each member was available, away and offline, and what they did meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pult.foundation.sheets import Cell
from pult.metrics import queries as ledger
from pult.metrics.types import Figure, Period, Slice, Split, metric_named
from pult.workforce import queries as workforce
from pult.workforce.models import Member, MemberQuerySet
from pult.workforce.types import Presence

from . import figures
from .tables import Table
from .types import View

DONE = ("conversations.first_response", "conversations.next_response", "conversations.solved")
MOST_COLUMNS = 31
WHOLE_WEEK = 7
ZERO = timedelta(0)
ONE_DAY = timedelta(days=1)
Ranges = list[tuple[date, datetime, datetime]]


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long somebody was what."""

    available: timedelta = ZERO
    away: timedelta = ZERO
    offline: timedelta = ZERO

    @property
    def online(self) -> timedelta:
        """At work: available or away."""
        return self.available + self.away

    def __add__(self, other: "Times") -> "Times":
        return Times(
            available=self.available + other.available,
            away=self.away + other.away,
            offline=self.offline + other.offline,
        )


@dataclass(frozen=True, kw_only=True)
class Row:
    """One member: their time in all and by day, how much of the paid time was not available, what they did."""

    pk: int
    name: str
    total: Times
    shrinkage: str
    done: list[tuple[str, int]]
    days: list[tuple[date, Times]]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The page."""

    view: View
    period: str
    total: Times
    rows: list[Row] = field(default_factory=list)
    days: list[date] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One stretch of a day: from when to when somebody was what."""

    presence: Presence
    began_at: datetime
    ended_at: datetime
    is_now: bool

    @property
    def length(self) -> timedelta:
        return self.ended_at - self.began_at

    @property
    def start(self) -> str:
        """By the clock of the installation, where days of reports begin and end."""
        return _clock(self.began_at)

    @property
    def end(self) -> str:
        """By the same clock; what still lasts has none."""
        return "" if self.is_now else _clock(self.ended_at)


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of one member, stretch by stretch."""

    member: Member
    day: date
    begins: datetime
    minutes: float
    total: Times
    pieces: list[Piece]
    done: list[tuple[str, str, str]]

    @property
    def strip(self) -> list[tuple[Presence, float, float]]:
        """Where each stretch stands on a strip of the day, in minutes."""
        return [
            (
                one.presence,
                (one.began_at - self.begins) / timedelta(minutes=1),
                one.length / timedelta(minutes=1),
            )
            for one in self.pieces
        ]


def report(view: View, *, at: datetime | None = None) -> Report:
    """Everybody whom the reader may see, by name, with their time in these days. In five statements."""
    at, period = at or timezone.now(), view.period
    members = list(_members(view).select_related("person").order_by("person__name", "pk"))
    ranges = _ranges(period)
    times = _times([one.pk for one in members], ranges, at=at)
    metrics = [metric_named(key) for key in DONE]
    sheet = ledger.sheet(metrics, period, view.slice, by_member=True)
    done = {metric.key: sheet.split(metric, period, by=Split.MEMBER) for metric in metrics}
    keys = [day for day, _begins, _ends in ranges]
    rows = [_row(one, period, times, done, keys) for one in members]
    return Report(
        view=view,
        period=figures.days_in_words(period),
        total=sum((row.total for row in rows), Times()),
        rows=rows,
        days=keys if period.days <= MOST_COLUMNS else [],
    )


def table(view: View, *, at: datetime | None = None) -> Table:
    """The time of everybody on each day, to keep."""
    return Table(
        key="time",
        title=_("Time and availability"),
        period=view.period,
        rows=_lines(view, at or timezone.now()),
    )


def totals_table(shown: Report) -> list[list[Cell]]:
    """The page as a table."""
    heads: list[Cell] = [_("Person"), _("Online"), *_presences(), _("Shrinkage"), *_done_words()]
    lines: list[list[Cell]] = [
        [
            row.name,
            row.total.online,
            row.total.available,
            row.total.away,
            row.total.offline,
            row.shrinkage,
            *(count for _key, count in row.done),
        ]
        for row in shown.rows
    ]
    return [heads, *lines]


def day_of(member: Member, day: date, *, at: datetime | None = None) -> Day:
    """One day of somebody, stretch by stretch."""
    at = at or timezone.now()
    begins, ends = _edges(day)
    pieces = (
        [
            Piece(
                presence=Presence(span.presence),
                began_at=max(span.began_at, begins),
                ended_at=min(span.ended_at or at, ends, at),
                is_now=span.ended_at is None and ends > at,
            )
            for span in workforce.spans_between(member.pk, begins, min(ends, at))
        ]
        if begins < at
        else []
    )
    return Day(
        member=member,
        day=day,
        begins=begins,
        minutes=(ends - begins) / timedelta(minutes=1),
        total=sum((_of(one.presence, one.length) for one in pieces), Times()),
        pieces=pieces,
        done=_done(member, Period(day, day)),
    )


def _done(member: Member, period: Period) -> list[tuple[str, str, str]]:
    """What somebody did: the figure's key, its words, how often."""
    metrics = [metric_named(key) for key in DONE]
    sheet = ledger.sheet(metrics, period, Slice(member=member.pk))
    counts = [str(sheet.figure(metric, period).count) for metric in metrics]
    return list(zip(DONE, _done_words(), counts, strict=True))


def _done_words() -> list[str]:
    return [_("First answers"), _("Next answers"), _("Solved")]


def _members(view: View) -> MemberQuerySet:
    """Whom the reader may see, and who worked here in these days."""
    worked = Member.objects.filter(
        Q(left_on=None) | Q(left_on__gte=view.period.start),
        Q(joined_on=None) | Q(joined_on__lte=view.period.end),
    )
    if view.member is not None:
        worked = worked.filter(pk=view.member)
    if view.slice.departments is not None:
        worked = worked.filter(departments__in=view.slice.departments).distinct()
    return worked


def _times(members: list[int], ranges: Ranges, *, at: datetime) -> dict[tuple[int, date], Times]:
    found: dict[tuple[int, date], Times] = {}
    told = workforce.time_in_presence(members, ranges, now=at)
    for (who, day, presence), seconds in told.items():
        found[who, day] = found.get((who, day), Times()) + _of(presence, timedelta(seconds=seconds))
    return found


def _ranges(period: Period) -> Ranges:
    """The days of a period; of a long one only what is over, as a whole, and today."""
    if period.days <= MOST_COLUMNS:
        return [(day, *_edges(day)) for day in _days(period)]
    today = ledger.today()
    until = min(period.end, today - ONE_DAY)
    over = (period.start, _edges(period.start)[0], _edges(until)[1])
    return [over, (today, *_edges(today))] if period.end >= today else [over]


def _of(presence: Presence, length: timedelta) -> Times:
    return Times(**{str(presence.value): length})


def _row(
    member: Member,
    period: Period,
    times: dict[tuple[int, date], Times],
    done: dict[str, dict[int | str | None, Figure]],
    days: list[date],
) -> Row:
    mine = [(day, times.get((member.pk, day), Times())) for day in days]
    found = [(key, done[key].get(member.pk)) for key in DONE]
    return Row(
        pk=member.pk,
        name=member.name,
        total=sum((one for _day, one in mine), Times()),
        shrinkage=_shrinkage(member, period, mine),
        done=[(key, one.count if one else 0) for key, one in found],
        days=mine,
    )


def _shrinkage(member: Member, period: Period, mine: list[tuple[date, Times]]) -> str:
    """The part of the paid time in which somebody took no work, over whole days, a week at least."""
    today = ledger.today()
    first = max(member.joined_on or date.min, period.start)
    last = min(member.left_on or date.max, period.end, today - ONE_DAY)
    days = (last - first).days + 1
    paid = float(member.hours_per_week) / 7 * 3600 * days
    if days < WHOLE_WEEK or not paid:
        return figures.NOTHING
    available = sum((one.available for day, one in mine if day < today), ZERO).total_seconds()
    return figures.percent(1 - available / paid)


def _lines(view: View, at: datetime) -> Iterator[list[Cell]]:
    """Everybody's time on each day, a month at a time, so that a year needs no more memory than a month."""
    yield [_("Person"), _("Day"), *_presences()]
    members = list(_members(view).order_by("person__name", "pk").values_list("pk", "person__name"))
    days = _days(view.period)
    for start in range(0, len(days), MOST_COLUMNS):
        some = days[start : start + MOST_COLUMNS]
        times = _times([pk for pk, _name in members], _ranges(Period(some[0], some[-1])), at=at)
        for pk, name in members:
            for day in some:
                one = times.get((pk, day), Times())
                yield [name, day, one.available, one.away, one.offline]


def _presences() -> list[Cell]:
    return [str(Presence.AVAILABLE.label), str(Presence.AWAY.label), str(Presence.OFFLINE.label)]


def _clock(at: datetime) -> str:
    return date_format(
        timezone.localtime(at, timezone.get_default_timezone()).replace(tzinfo=None), "TIME_FORMAT"
    )


def _days(period: Period) -> list[date]:
    return [period.start + timedelta(days=number) for number in range(period.days)]


def _edges(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends in the zone of the installation; one of them has 23 hours, one 25."""
    zone = timezone.get_default_timezone()
    following = day + timedelta(days=1)
    # In UTC: within one zone Python takes clocks for time.
    return tuple(datetime.combine(one, time(), zone).astimezone(UTC) for one in (day, following))  # type: ignore[return-value]
