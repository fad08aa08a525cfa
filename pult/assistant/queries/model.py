"""Questions about the language model: whether it may be asked, what it has cost, what was asked of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from pult.assistant.llm.types import Failure
from pult.assistant.models import ModelCall, ModelEndpoint, ModelMonth
from pult.assistant.types import DESK_USES, CallState, Use
from pult.foundation.actors import Actor
from pult.foundation.web.paging import Page, keyset_page

DAYS_SHOWN: Final = 31
MONTHS_SHOWN: Final = 12


def why_not(use: Use, *, at: datetime) -> Failure | None:
    """What speaks against asking the model now. Trying the connection out is always allowed."""
    endpoint = ModelEndpoint.objects.first()
    if endpoint is None:
        return Failure.OFF
    if use == Use.TEST:
        return None
    if not endpoint.serves(use):
        return Failure.OFF
    if endpoint.monthly_limit is not None and spent_in(month_of(at)) >= endpoint.monthly_limit:
        return Failure.LIMIT
    return Failure.PAUSED if endpoint.is_paused(at) else None


def desk_uses() -> list[Use]:
    """What an agent may ask the model for; empty where none is connected. One statement."""
    endpoint = ModelEndpoint.objects.ready().first()
    return [use for use in DESK_USES if endpoint is not None and endpoint.serves(use)]


def month_of(at: datetime) -> date:
    """The month of a moment, as its first day, in the time zone of the house."""
    return timezone.localdate(at, timezone=timezone.get_default_timezone()).replace(day=1)


def spent_in(month: date) -> Decimal:
    """What the model has cost in a month."""
    found = ModelMonth.objects.filter(month=month).values_list("cost", flat=True).first()
    return found or Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of what the model has cost: of a use, a day or a month."""

    label: str | date
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    cost: Decimal


_SUMS: Final = {
    "calls": Count("pk"),
    "failed": Count("pk", filter=Q(state=CallState.FAILED)),
    "read": Sum("tokens_in", default=0),
    "said": Sum("tokens_out", default=0),
    "paid": Sum("cost", default=Decimal(0)),
}


def cost_by_use(*, at: datetime) -> list[Line]:
    """What each use has cost this month, the dearest first."""
    rows = _summed(_of_month(at), "use").order_by("-paid", "use")
    return [_line(str(Use(row["use"]).label), row) for row in rows]


def cost_by_day(*, at: datetime) -> list[Line]:
    """What each day of the last month has cost, the newest first."""
    zone = timezone.get_default_timezone()
    lately = ModelCall.objects.filter(at__gt=at - timedelta(days=DAYS_SHOWN), at__lte=at)
    rows = _summed(lately.annotate(day=TruncDate("at", tzinfo=zone)), "day").order_by("-day")
    return [_line(row["day"], row) for row in rows]


def cost_by_month() -> list[ModelMonth]:
    """What each month has cost, the newest first."""
    return list(ModelMonth.objects.order_by("-month")[:MONTHS_SHOWN])


def calls_page(
    actor: Actor, *, use: str = "", state: str = "", after: str | None = None, before: str | None = None
) -> Page[ModelCall]:
    """A page of the log, the newest first."""
    found = ModelCall.objects.visible_to(actor).select_related("person", "text")
    exact = {"use": use, "state": state}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return keyset_page(found, ["-at", "-id"], after=after, before=before)


def last_test(actor: Actor) -> ModelCall | None:
    """The last time the connection was tried out."""
    return ModelCall.objects.visible_to(actor).filter(use=Use.TEST).order_by("-pk").first()


def _of_month(at: datetime) -> "QuerySet[ModelCall]":
    zone = timezone.get_default_timezone()
    first = month_of(at)
    begin = datetime(first.year, first.month, 1, tzinfo=zone)
    return ModelCall.objects.filter(at__gte=begin, at__lte=at)


def _summed(calls: Any, by: str) -> Any:
    return calls.values(by).annotate(**_SUMS)


def _line(label: str | date, row: dict[str, Any]) -> Line:
    return Line(
        label=label,
        calls=row["calls"],
        failed=row["failed"],
        tokens_in=row["read"],
        tokens_out=row["said"],
        cost=row["paid"],
    )
