"""One day of one member, stretch by stretch: when they were there, and what they worked on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.handling import queries as handling
from pult.metrics import queries as ledger
from pult.metrics.types import Period, Slice, metric_named
from pult.workforce import queries as workforce
from pult.workforce.models import Member
from pult.workforce.types import Presence

from .times import DONE, Times, done_words, times_of


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
class Work:
    """One stretch of work on a conversation; it is None where it is forgotten, or not the reader's to read."""

    conversation: Conversation | None
    number: int | None
    began_at: datetime
    ended_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ended_at - self.began_at

    @property
    def start(self) -> str:
        """By the clock of the installation."""
        return _clock(self.began_at)

    @property
    def end(self) -> str:
        """By the same clock."""
        return _clock(self.ended_at)


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of one member, stretch by stretch."""

    member: Member
    day: date
    begins: datetime
    minutes: float
    total: Times
    pieces: list[Piece]
    work: list[Work]
    done: list[tuple[str, str, str]]

    @property
    def strip(self) -> list[tuple[Presence, float, float]]:
        """Where each stretch stands on a strip of the day, in minutes."""
        return [(one.presence, *self._place(one)) for one in self.pieces]

    @property
    def work_strip(self) -> list[tuple[float, float]]:
        """Where work stands on it."""
        return [self._place(one) for one in self.work]

    def _place(self, one: Piece | Work) -> tuple[float, float]:
        minute = timedelta(minutes=1)
        return (one.began_at - self.begins) / minute, one.length / minute


def day_of(member: Member, day: date, actor: Actor, *, at: datetime | None = None) -> Day:
    """One day of somebody, stretch by stretch. In eight statements."""
    at = at or timezone.now()
    begins, ends = _edges(day)
    return Day(
        member=member,
        day=day,
        begins=begins,
        minutes=(ends - begins) / timedelta(minutes=1),
        total=times_of([member.pk], Period(day, day), at=at).get((member.pk, day), Times()),
        pieces=_pieces(member, begins, ends, at) if begins < at else [],
        work=_work(member, begins, ends, actor),
        done=_done(member, Period(day, day)),
    )


def _pieces(member: Member, begins: datetime, ends: datetime, at: datetime) -> list[Piece]:
    return [
        Piece(
            presence=Presence(span.presence),
            began_at=max(span.began_at, begins),
            ended_at=min(span.ended_at or at, ends, at),
            is_now=span.ended_at is None and ends > at,
        )
        for span in workforce.spans_between(member.pk, begins, min(ends, at))
    ]


def _work(member: Member, begins: datetime, ends: datetime, actor: Actor) -> list[Work]:
    """What they worked on; what the reader may not read is told without its words."""
    stretches = handling.stretches_between(member.pk, begins, ends)
    numbers = {one.conversation_id for one in stretches if one.conversation_id is not None}
    readable = Conversation.objects.visible_to(actor).select_related("customer").filter(pk__in=numbers)
    known = readable.in_bulk()
    return [
        Work(
            conversation=known.get(one.conversation_id or 0),
            number=one.conversation_id,
            began_at=max(one.began_at, begins),
            ended_at=min(one.ended_at, ends),
        )
        for one in stretches
    ]


def _done(member: Member, period: Period) -> list[tuple[str, str, str]]:
    """What somebody did: the figure's key, its words, how often."""
    metrics = [metric_named(key) for key in DONE]
    sheet = ledger.sheet(metrics, period, Slice(member=member.pk))
    counts = [str(sheet.figure(metric, period).count) for metric in metrics]
    return list(zip(DONE, done_words(), counts, strict=True))


def _clock(at: datetime) -> str:
    return date_format(
        timezone.localtime(at, timezone.get_default_timezone()).replace(tzinfo=None), "TIME_FORMAT"
    )


def _edges(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends in the zone of the installation; one of them has 23 hours, one 25."""
    zone = timezone.get_default_timezone()
    following = day + timedelta(days=1)
    # In UTC: within one zone Python takes clocks for time.
    return tuple(datetime.combine(one, time(), zone).astimezone(UTC) for one in (day, following))  # type: ignore[return-value]
