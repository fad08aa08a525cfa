"""Time and availability: how long each member was there and worked on conversations, and what they did meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.sheets import Cell, Share
from pult.handling import queries as handling
from pult.handling.types import Handled
from pult.metrics import queries as ledger
from pult.metrics.types import Figure, Period, Split, metric_named
from pult.workforce import queries as workforce
from pult.workforce.models import Member, MemberQuerySet
from pult.workforce.types import InPresence, Presence

from . import figures
from .tables import Table
from .types import View

DONE = ("conversations.first_response", "conversations.next_response", "conversations.solved")
MOST_COLUMNS = 31
WHOLE_WEEK = 7
ZERO = timedelta(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long somebody was what, and how long they worked on conversations; `aside` of it while not available."""

    available: timedelta = ZERO
    away: timedelta = ZERO
    offline: timedelta = ZERO
    handled: timedelta = ZERO
    aside: timedelta = ZERO

    @property
    def online(self) -> timedelta:
        """At work: available or away."""
        return self.available + self.away

    @property
    def share(self) -> float | None:
        """Occupancy: the part in which they worked on conversations, of when they did or could have got one."""
        handled = Handled(self.handled.total_seconds(), self.aside.total_seconds())
        return handled.occupancy(self.available.total_seconds())

    @property
    def occupancy(self) -> str:
        """The same in words."""
        return figures.NOTHING if self.share is None else figures.percent(self.share)

    def __add__(self, other: "Times") -> "Times":
        return Times(
            available=self.available + other.available,
            away=self.away + other.away,
            offline=self.offline + other.offline,
            handled=self.handled + other.handled,
            aside=self.aside + other.aside,
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


def report(view: View, *, at: datetime | None = None) -> Report:
    """Everybody whom the reader may see, by name, with their time in these days. In six statements at most.

    Of some inboxes there is no time to tell: only those are shown who did something for them.
    """
    at, period = at or timezone.now(), view.period
    members = list(_members(view).select_related("person").order_by("person__name", "pk"))
    is_long = period.days > MOST_COLUMNS
    times = _times(view, members, at, by_day=not is_long)
    metrics = [metric_named(key) for key in DONE]
    sheet = ledger.sheet(metrics, period, view.slice, by_member=True)
    done = {metric.key: sheet.split(metric, period, by=Split.MEMBER) for metric in metrics}
    # Of a long period what is over stands together, and today by itself.
    keys = sorted({period.start, ledger.today()}) if is_long else _days(period)
    rows = [_row(one, period, times, done, keys) for one in members]
    if view.is_of_inboxes:
        rows = [row for row in rows if any(count for _key, count in row.done)]
    return Report(
        view=view,
        period=figures.days_in_words(period),
        total=sum((row.total for row in rows), Times()),
        rows=rows,
        days=[] if is_long or view.is_of_inboxes else keys,
    )


def _times(view: View, members: list[Member], at: datetime, *, by_day: bool) -> dict[tuple[int, date], Times]:
    """Whoever is there is there for every inbox: of some of them there is no time to tell."""
    if view.is_of_inboxes:
        return {}
    return times_of([one.pk for one in members], view.period, at=at, by_day=by_day)


def table(view: View, *, at: datetime | None = None) -> Table:
    """The time of everybody on each day, to keep; of some inboxes what everybody did."""
    at = at or timezone.now()
    return Table(
        key="time",
        title=_("Time and availability"),
        period=view.period,
        rows=totals_table(report(view, at=at)) if view.is_of_inboxes else _lines(view, at),
    )


def totals_table(shown: Report) -> list[list[Cell]]:
    """The page as a table."""
    if shown.view.is_of_inboxes:
        done: list[list[Cell]] = [[row.name, *(count for _key, count in row.done)] for row in shown.rows]
        return [[_("Person"), *done_words()], *done]
    heads: list[Cell] = [
        _("Person"), _("Online"), *_presences(), _("Shrinkage"), *_worked_words(), *done_words()
    ]  # fmt: skip
    lines: list[list[Cell]] = [
        [
            row.name,
            row.total.online,
            row.total.available,
            row.total.away,
            row.total.offline,
            row.shrinkage,
            row.total.handled,
            row.total.occupancy,
            *(count for _key, count in row.done),
        ]
        for row in shown.rows
    ]
    return [heads, *lines]


def done_words() -> list[str]:
    """What somebody did, in the order of `DONE`."""
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


def times_of(
    members: list[int], period: Period, *, at: datetime, by_day: bool = True
) -> dict[tuple[int, date], Times]:
    """How long these people were there and worked, by day; or what is over together, under the first day."""
    asked = (members, period.start, period.end)
    there = workforce.time_in_presence(*asked, now=at, by_day=by_day)
    worked = handling.time_handled(*asked, now=at, by_day=by_day)
    return {key: _told(there.get(key), worked.get(key)) for key in {*there, *worked}}


def _told(there: InPresence | None, worked: Handled | None) -> Times:
    there, worked = there or InPresence(), worked or Handled()
    return Times(
        available=timedelta(seconds=there.available),
        away=timedelta(seconds=there.away),
        offline=timedelta(seconds=there.offline),
        handled=timedelta(seconds=worked.seconds),
        aside=timedelta(seconds=worked.aside),
    )


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
    yield [_("Person"), _("Day"), *_presences(), *_worked_words()]
    members = list(_members(view).order_by("person__name", "pk").values_list("pk", "person__name"))
    days = _days(view.period)
    for start in range(0, len(days), MOST_COLUMNS):
        some = days[start : start + MOST_COLUMNS]
        times = times_of([pk for pk, _name in members], Period(some[0], some[-1]), at=at)
        for pk, name in members:
            for day in some:
                one = times.get((pk, day), Times())
                share = None if one.share is None else Share(one.share)
                yield [name, day, one.available, one.away, one.offline, one.handled, share]


def _presences() -> list[Cell]:
    return [str(Presence.AVAILABLE.label), str(Presence.AWAY.label), str(Presence.OFFLINE.label)]


def _worked_words() -> list[Cell]:
    return [_("Handling time"), _("Occupancy")]


def _days(period: Period) -> list[date]:
    return [period.start + timedelta(days=number) for number in range(period.days)]
