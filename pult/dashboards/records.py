"""The records behind a figure: a page of them, or all of them as a table to download."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.sheets import Cell
from pult.inboxes.types import Channel
from pult.metrics import queries as ledger
from pult.metrics.models import Fact
from pult.metrics.types import Kind, Metric, TimeKind, Unit
from pult.workforce.models import Department, Member

from . import figures
from .tables import Table
from .types import View


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that was counted. The conversation is None where the reader may not read it."""

    at: datetime
    value: str
    number: int | None
    conversation: Conversation | None
    member: str
    department: str


@dataclass(frozen=True, kw_only=True)
class Records:
    """A page of records."""

    rows: list[Record]
    after: str | None
    before: str | None


def records(
    metric: Metric, view: View, actor: Actor, *, after: str | None = None, before: str | None = None
) -> Records:
    """The newest records of the period first. What one may not read is counted, but not shown."""
    page = ledger.facts_behind(metric, view.period, view.slice, after=after, before=before)
    conversations = readable(page.rows, actor)
    members, departments = _names(page.rows)
    rows = [
        Record(
            at=fact.at,
            value=value_of(metric, fact),
            number=number_of(fact),
            conversation=conversations.get(number_of(fact) or 0),
            member=members.get(fact.member_id or 0, ""),
            department=departments.get(fact.department_id or 0, ""),
        )
        for fact in page.rows
    ]
    return Records(rows=rows, after=page.after, before=page.before)


def value_of(metric: Metric, fact: Fact) -> str:
    """One measured value in words."""
    if metric.kind == Kind.SHARE:
        return _("Yes") if fact.value else _("No")
    if metric.kind == Kind.LEVEL:
        return pgettext("backlog", "Came in") if fact.value > 0 else pgettext("backlog", "Left")
    if metric.kind == Kind.COUNT:
        return ""
    value = fact.business if metric.time == TimeKind.BUSINESS and fact.business is not None else fact.value
    return figures.worded(metric, value) if metric.unit == Unit.SECONDS else f"{value:g}"


def records_table(metric: Metric, view: View) -> Table:
    """Every record, read in steps so that a million of them need no more memory than a page."""
    return Table(key=metric.key, title=str(metric.label), period=view.period, rows=_lines(metric, view))


def _lines(metric: Metric, view: View) -> Iterator[list[Cell]]:
    yield [
        _("When"),
        _("Conversation"),
        _("Department"),
        _("Person"),
        _("Channel"),
        str(metric.label),
        _("In opening hours"),
        _("Definition"),
    ]
    departments = dict(Department.objects.values_list("pk", "name"))
    members = dict(Member.objects.values_list("pk", "person__name"))
    after: str | None = None
    while True:
        page = ledger.facts_behind(metric, view.period, view.slice, after=after, size=1000)
        for fact in page.rows:
            where = departments.get(fact.department_id or 0, ""), members.get(fact.member_id or 0, "")
            yield _cells(metric, fact, *where)
        if (after := page.after) is None:
            return


def _cells(metric: Metric, fact: Fact, department: str, member: str) -> list[Cell]:
    return [
        fact.at,
        number_of(fact),
        department,
        member,
        str(Channel(fact.channel).label) if fact.channel in Channel else fact.channel,
        _measured(metric, fact.value),
        None if fact.business is None else _measured(metric, fact.business),
        f"{fact.metric} v{fact.version}",
    ]


def _measured(metric: Metric, value: float) -> Cell:
    """A length as a length, a number as a number."""
    return (
        timedelta(seconds=value)
        if metric.unit == Unit.SECONDS
        else int(value)
        if value.is_integer()
        else value
    )


def readable(facts: Sequence[Fact], actor: Actor) -> dict[int, Conversation]:
    """The conversations behind these records that somebody may read, by number."""
    numbers = {number for fact in facts if (number := number_of(fact)) is not None}
    return Conversation.objects.visible_to(actor).filter(pk__in=numbers).select_related("customer").in_bulk()


def number_of(fact: Fact) -> int | None:
    """The number of the conversation that a record is about."""
    kind, _colon, key = fact.subject.partition(":")
    return int(key) if kind == "conversation" and key.isdigit() else None


def _names(facts: list[Fact]) -> tuple[dict[int, str], dict[int, str]]:
    members = Member.objects.filter(pk__in={fact.member_id for fact in facts if fact.member_id})
    departments = Department.objects.filter(
        pk__in={fact.department_id for fact in facts if fact.department_id}
    )
    return (
        {member.pk: member.name for member in members.select_related("person")},
        {department.pk: department.name for department in departments},
    )
