"""The values of metrics: what a figure is, for which time, and what stands behind it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.errors import DomainError
from pult.foundation.rights import MANAGERS_UP, REPORT_READERS
from pult.metrics.statistics import Interval as Interval  # part of a figure, for all who read one


class Right(StrEnum):
    """What metrics lets people do."""

    READ = "metrics.read"
    SET_TARGETS = "metrics.set_targets"


rights.declare(Right.READ, _("Read the figures of the department"), granted_to=REPORT_READERS)
rights.declare(Right.SET_TARGETS, _("Set targets for figures"), granted_to=MANAGERS_UP)


class Unit(StrEnum):
    """What a figure is counted in."""

    SECONDS = "seconds"
    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"


class Kind(StrEnum):
    """How facts become a figure."""

    DURATION = "duration"  # lengths of time; the figure is their median
    AVERAGE = "average"  # lengths of time or numbers; the figure is their mean
    SHARE = "share"  # 1 or 0 each; the figure is the part of ones
    RATING = "rating"  # 1 to 5 each; the figure is the part of 4 and 5
    PROMOTION = "promotion"  # 0 to 10 each; the figure is the net promoter score
    COUNT = "count"  # things that happened; the figure is how many
    LEVEL = "level"  # steps up and down; the figure is the level at the end


class TimeKind(StrEnum):
    """Which time a duration counts."""

    BUSINESS = "business"
    WALL = "wall"


class Step(StrEnum):
    """How long one point of a series is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Split(StrEnum):
    """By what a figure can be taken apart."""

    DEPARTMENT = "department"
    MEMBER = "member"
    CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A measured thing: its words, how facts become its figure, and the version of its definition.

    Change the version whenever the definition changes; what was recorded before keeps the version it had.
    """

    key: str
    label: str | Promise
    definition: str | Promise
    unit: Unit
    kind: Kind
    version: int = 1
    lower_is_better: bool = False
    # Less of it is neither better nor worse: whoever is fast may be careless.
    is_neutral: bool = False
    time: TimeKind = TimeKind.WALL
    # Visits to the help centre and applications come in through no inbox: of one inbox there is no such figure.
    by_inbox: bool = True


class UnknownMetric(DomainError):
    """Nobody has declared a metric with this key."""

    code = "unknown_metric"
    status = 404


class NotByInbox(DomainError):
    """What was asked for an inbox or a brand has nothing to do with inboxes."""

    code = "not_by_inbox"
    status = 422


_declared: dict[str, Metric] = {}


def declare(metric: Metric) -> Metric:
    """Make a metric known; called where the figure is understood, when that module is imported."""
    if _declared.setdefault(metric.key, metric) != metric:
        raise ValueError(f"two metrics are called {metric.key}")
    return metric


def declared() -> list[Metric]:
    """Every metric, by key."""
    return [_declared[key] for key in sorted(_declared)]


def metric_named(key: str) -> Metric:
    """The metric with this key."""
    if key not in _declared:
        raise UnknownMetric(_("There is no such figure."))
    return _declared[key]


def is_by_inbox(key: str) -> bool:
    """Whether a metric can be told of one inbox; one that nobody declares any more is shown nowhere."""
    return key in _declared and _declared[key].by_inbox


def kind_of(key: str) -> Kind:
    """The kind of a metric; one that a newer release no longer declares is just added up."""
    return _declared[key].kind if key in _declared else Kind.COUNT


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One thing measured. The key says what it is about, so that recording it twice changes nothing."""

    metric: Metric
    key: str
    at: datetime
    value: float = 1.0
    business: float | None = None
    department_id: int | None = None
    member_id: int | None = None
    inbox_id: int | None = None
    channel: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Period:
    """Whole days, both ends included, in the time zone of the installation."""

    start: date
    end: date

    @classmethod
    def last(cls, days: int, *, until: date) -> Self:
        """So many days up to and with this one."""
        return cls(until - timedelta(days=days - 1), until)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def before(self) -> Self:
        """The period of the same length just before this one."""
        return type(self)(self.start - timedelta(days=self.days), self.start - timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Whose facts count: all, or those of some departments, one member, one channel, some inboxes.

    None among the inboxes stands for what came in by none of them.
    """

    departments: Collection[int] | None = None
    member: int | None = None
    channel: str | None = None
    inboxes: Collection[int | None] | None = None


EVERYBODY = Slice()


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a figure should be, and who answers for it."""

    value: float
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure with everything that makes it honest: count, interval, definition, version, target.

    Shares are parts of one (0.8 is 80 %), durations are seconds. Without facts the value is None.
    """

    metric: Metric
    value: float | None
    count: int
    interval: Interval | None = None
    mean: float | None = None
    distribution: dict[int, int] | None = None
    versions: tuple[int, ...] = ()
    is_shaky: bool = False
    goal: Goal | None = None

    @property
    def is_on_target(self) -> bool | None:
        """Whether the target is reached; None without a target or a value."""
        if self.goal is None or self.value is None:
            return None
        return self.value <= self.goal.value if self.metric.lower_is_better else self.value >= self.goal.value

    @property
    def mixes_definitions(self) -> bool:
        """Whether the definition changed within the period, so that the figure compares unlike things."""
        return len(self.versions) > 1


@dataclass(frozen=True, kw_only=True)
class Point:
    """One step of a series: the days it covers and its figure."""

    period: Period
    figure: Figure
