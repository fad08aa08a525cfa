"""The values of dashboards: whose figures somebody may read, the periods to choose from."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import AGENTS_UP, SUPERVISORS_UP, BuiltIn
from pult.metrics.types import Period, Slice, Step


class Right(StrEnum):
    """What dashboards lets people do."""

    OWN = "dashboards.own"
    DEPARTMENT = "dashboards.department"
    ALL = "dashboards.all"


rights.declare(Right.OWN, _("See one’s own figures"), granted_to=(*AGENTS_UP, BuiltIn.EXECUTIVE))
rights.declare(Right.DEPARTMENT, _("See the figures of one’s own departments"), granted_to=SUPERVISORS_UP)
rights.declare(
    Right.ALL, _("See the figures of every department"), granted_to=(BuiltIn.MANAGER, BuiltIn.EXECUTIVE)
)


class Preset(TextChoices):
    """Periods that people ask for."""

    WEEK = "7", _("Last 7 days")
    MONTH = "30", _("Last 30 days")
    QUARTER = "90", _("Last 90 days")
    THIS_MONTH = "month", _("This month")
    CUSTOM = "custom", _("From … to …")


class ReportKind(TextChoices):
    """The reports that can come by mail."""

    BOARD = "board", _("The desk")
    TIMES = "times", _("Time and availability")
    PROMISES = "promises", _("Service levels")
    FIGURE = "figure", _("One figure with its records")


class Rhythm(TextChoices):
    """How often a report comes, and of which days it tells."""

    DAILY = "daily", _("Every day, of the day before")
    WEEKLY = "weekly", _("Every week, of the seven days before")
    MONTHLY = "monthly", _("Every month, of the month before")


class Format(TextChoices):
    """As what the table is attached."""

    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class Outcome(TextChoices):
    """What became of one mail to one reader."""

    WAITING = "waiting", _("On its way")
    SENT = "sent", _("Sent")
    NOT_ALLOWED = "not_allowed", _("Not sent: they may not see this report")


LONGEST_DAYS = 366


@dataclass(frozen=True, kw_only=True)
class View:
    """What somebody asked to see, within what they may: a period, departments, perhaps a person, inboxes."""

    period: Period
    preset: Preset
    departments: frozenset[int] | None = None
    department: int | None = None
    member: int | None = None
    is_own_only: bool = False
    inbox: int | None = None
    brand: int | None = None
    # What came in by these counts, and nothing else; everything where it is None.
    inboxes: frozenset[int | None] | None = None

    @property
    def slice(self) -> Slice:
        chosen = frozenset({self.department}) if self.department is not None else self.departments
        return Slice(departments=chosen, member=self.member, inboxes=self.inboxes)

    @property
    def is_of_inboxes(self) -> bool:
        """Whether it asks for a part of what came in: then nothing may be shown that cannot be taken apart so."""
        return self.inboxes is not None

    @property
    def step(self) -> Step:
        """How long one point of a chart is, so that there are neither three nor three hundred."""
        return Step.DAY if self.period.days <= 45 else Step.WEEK

    @property
    def both(self) -> Period:
        """The period together with the one before it."""
        return Period(self.period.before().start, self.period.end)


def period_of(preset: Preset, *, today: date, start: date | None = None, end: date | None = None) -> Period:
    """The days that a choice means."""
    if preset == Preset.CUSTOM and start and end:
        last = min(max(start, end), today)
        return Period(max(min(start, end, last), last - timedelta(days=LONGEST_DAYS - 1)), last)
    if preset == Preset.THIS_MONTH:
        return Period(today.replace(day=1), today)
    days = int(preset) if preset.isdigit() else int(Preset.MONTH)
    return Period.last(days, until=today)
