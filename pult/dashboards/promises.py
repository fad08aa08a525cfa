"""The report of service levels: how promises were kept, by whatever it is taken apart, and the worst of the missed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from pult.conversations.models import Conversation
from pult.conversations.types import Priority
from pult.foundation.actors import Actor
from pult.foundation.sheets import Cell, Share
from pult.foundation.web.paging import Page
from pult.inboxes.types import Channel
from pult.metrics.queries import beginning
from pult.metrics.types import Step
from pult.sla import queries as sla
from pult.sla.models import Clock, Policy
from pult.sla.queries import Group, Kept, Late, State, Wanted
from pult.sla.types import Target
from pult.workforce.models import Department

from . import figures
from .tables import Table
from .types import View

NOBODYS = "0"
MOST_WORST = 20
LONGEST_NUMBER = 19
LAST = 99


class By(TextChoices):
    """By what the report can be taken apart."""

    TARGET = "target", gettext_lazy("What is promised")
    POLICY = "policy", gettext_lazy("Policy")
    DEPARTMENT = "department", gettext_lazy("Department")
    PRIORITY = "priority", gettext_lazy("Priority")
    CHANNEL = "channel", gettext_lazy("Channel")
    WEEK = "week", gettext_lazy("Week")
    MONTH = "month", gettext_lazy("Month")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which promises somebody wants to see, within what they may, and how taken apart."""

    view: View
    wanted: Wanted
    by: By


@dataclass(frozen=True, kw_only=True)
class Row:
    """Some promises: counts, the share that was met, which part of the time was used. `query` leads to them.

    `key` is what they have in common, such as a number or the first day of a week.
    """

    key: str
    name: str
    kept: Kept
    share: str
    interval: str
    median: str
    p90: str
    query: str
    is_running: bool


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One promise as a list shows it; the conversation is None where the reader may not read it."""

    late: Late
    number: int
    conversation: Conversation | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """The page."""

    asked: Asked
    period: str
    total: Row
    rows: list[Row] = field(default_factory=list)
    worst: list[Promise] = field(default_factory=list)


def report(asked: Asked, actor: Actor, *, at: datetime | None = None) -> Report:
    """How promises were kept. In a few statements, whatever the past holds."""
    total, rows = rows_of(asked)
    late = sla.worst(asked.view.period, asked.wanted, most=MOST_WORST, at=at)
    return Report(
        asked=asked,
        period=figures.days_in_words(asked.view.period),
        total=total,
        rows=rows,
        worst=_promises(late, actor),
    )


def table(asked: Asked) -> Table:
    """The report as rows."""
    total, rows = rows_of(asked)
    heads: list[Cell] = [
        str(asked.by.label), *(str(one.label) for one in State), _("Share met"), _("Uncertainty"),
        _("Median of the time"), _("Nine of ten within"),
    ]  # fmt: skip
    return Table(
        key="sla",
        title=_("Service levels"),
        period=asked.view.period,
        rows=[heads, *(_cells(row) for row in [*rows, total])],
    )


def behind(
    state: State,
    asked: Asked,
    actor: Actor,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> tuple[list[Promise], Page[Clock]]:
    """A page of the promises that a number counts."""
    page = sla.clocks_behind(state, asked.view.period, asked.wanted, after=after, before=before, size=size)
    return _promises([sla.how_late(clock) for clock in page.rows], actor), page


def behind_table(state: State, asked: Asked) -> Table:
    """All promises that a number counts."""
    return Table(
        key=f"sla-{state}", title=str(state.label), period=asked.view.period, rows=_lines(state, asked)
    )


def options(view: View, asked: QueryDict) -> list[dict[str, object]]:
    """What the page can be narrowed to, with what is chosen."""
    policies = [(str(pk), name) for pk, name in Policy.objects.in_order().values_list("pk", "name")]
    chosen = asked_for(view, asked)
    current = {
        "by": chosen.by,
        "target": chosen.wanted.target,
        "policy": chosen.wanted.policy,
        "priority": chosen.wanted.priority,
        "channel": chosen.wanted.channel,
    }
    offered: list[tuple[str, str, str | None, list[tuple[str, str]]]] = [
        ("by", _("Taken apart by"), None, [(one.value, str(one.label)) for one in By]),
        ("target", _("What is promised"), _("Everything"), [(one.value, str(one.label)) for one in Target]),
        ("policy", _("Policy"), _("All policies"), policies),
        ("priority", _("Priority"), _("All priorities"), [(one.value, str(one.label)) for one in Priority]),
        ("channel", _("Channel"), _("All channels"), [(one.value, str(one.label)) for one in Channel]),
    ]
    return [
        {
            "name": name,
            "label": label,
            "choices": [
                (value, words, value == str(current[name] or ""))
                for value, words in ([("", every)] if every else []) + choices
            ],
        }
        for name, label, every, choices in offered
    ]


def asked_for(view: View, asked: QueryDict) -> Asked:
    """What stands in the address; what makes no sense is left out."""
    words = {name: str(asked.get(name, "")) for name in ("by", "target", "policy", "priority", "channel")}
    policy = words["policy"]
    wanted = Wanted(
        departments=view.slice.departments,
        inboxes=view.slice.inboxes,
        target=Target(words["target"]) if words["target"] in Target else None,
        policy=int(policy) if policy.isdecimal() and len(policy) < LONGEST_NUMBER else None,
        priority=Priority(words["priority"]) if words["priority"] in Priority else None,
        channel=Channel(words["channel"]) if words["channel"] in Channel else None,
    )
    return Asked(view=view, wanted=wanted, by=By(words["by"]) if words["by"] in By else By.TARGET)


def rows_of(asked: Asked) -> tuple[Row, list[Row]]:
    """All promises together, and by what they are taken apart."""
    parts: dict[str, Kept] = defaultdict(Kept)
    total, key_of = Kept(), KEYS[asked.by]
    for group, kept in [*sla.kept_by(asked.view.period, asked.wanted), *sla.owed_by(asked.wanted)]:
        for one in (total, parts[key_of(group)]) if group.day or not _is_time(asked.by) else (total,):
            one.add(kept.kept, kept.missed, {str(bucket): times for bucket, times in kept.parts.items()})
            one.running += kept.running
            one.paused += kept.paused
    names = _names(asked.by, set(parts))
    ordered = sorted(parts, key=lambda key: _place(asked.by, key, names[key]))
    rows = [
        _row(key, names[key], parts[key], _query(asked.by, key), now=not _is_time(asked.by))
        for key in ordered
    ]
    return _row("", _("All together"), total, "", now=True), rows


def _row(key: str, name: str, kept: Kept, query: str, *, now: bool) -> Row:
    share = kept.share
    words = ""
    if share.interval:
        words = figures.between(figures.percent(share.interval.low), figures.percent(share.interval.high))
    return Row(
        key=key,
        name=name,
        kept=kept,
        share=figures.NOTHING if share.value is None else figures.percent(share.value),
        interval=words,
        median=_part(kept.used(0.5)),
        p90=_part(kept.used(0.9)),
        query=query,
        is_running=now,
    )


def _part(used: float | None) -> str:
    return figures.NOTHING if used is None else figures.percent(used)


def _cells(row: Row) -> list[Cell]:
    kept = row.kept
    parts = [None if used is None else Share(used) for used in (kept.used(0.5), kept.used(0.9))]
    share = None if kept.share.value is None else Share(kept.share.value)
    owed: list[Cell] = [kept.running, kept.paused] if row.is_running else [None, None]
    return [row.name, kept.kept, kept.missed, *owed, share, row.interval, *parts]


def _is_time(by: By) -> bool:
    return by in {By.WEEK, By.MONTH}


def _start(step: Step) -> Callable[[Group], str]:
    return lambda group: beginning(group.day, step).isoformat() if group.day else ""


KEYS: dict[By, Callable[[Group], str]] = {
    By.TARGET: lambda group: group.target,
    By.POLICY: lambda group: str(group.policy_id or NOBODYS),
    By.DEPARTMENT: lambda group: str(group.department_id or NOBODYS),
    By.PRIORITY: lambda group: group.priority,
    By.CHANNEL: lambda group: group.channel,
    By.WEEK: _start(Step.WEEK),
    By.MONTH: _start(Step.MONTH),
}
CLOSED: dict[By, type[TextChoices]] = {By.TARGET: Target, By.PRIORITY: Priority, By.CHANNEL: Channel}


def _place(by: By, key: str, name: str) -> tuple[int, str]:
    """Time in its order, what has an order of its own in that, the rest by name."""
    if by in CLOSED and key in CLOSED[by]:
        return CLOSED[by].values.index(key), ""
    return LAST, key if _is_time(by) else name.casefold()


def _names(by: By, keys: set[str]) -> dict[str, str]:
    if by in CLOSED:
        closed = CLOSED[by]
        return {key: str(closed(key).label) if key in closed else key for key in keys}
    if _is_time(by):
        return {key: _day(date.fromisoformat(key), by) for key in keys}
    rows = Policy.objects.all() if by == By.POLICY else Department.objects.all()
    known = {
        str(pk): name for pk, name in rows.filter(pk__in=[int(key) for key in keys]).values_list("pk", "name")
    }
    gone = _("A policy that is gone") if by == By.POLICY else _("A department that is gone")
    return {key: known.get(key, gone) for key in keys}


def _day(day: date, by: By) -> str:
    if by == By.MONTH:
        return date_format(day, "YEAR_MONTH_FORMAT")
    return _("Week of %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}


def _query(by: By, key: str) -> str:
    """What narrows the page to this row, where it can be."""
    return "" if _is_time(by) or key == NOBODYS else f"{by}={key}"


def _promises(late: list[Late], actor: Actor) -> list[Promise]:
    numbers = {one.clock.conversation_id for one in late}
    readable = (
        Conversation.objects.visible_to(actor).filter(pk__in=numbers).select_related("customer").in_bulk()
    )
    return [
        Promise(
            late=one, number=one.clock.conversation_id, conversation=readable.get(one.clock.conversation_id)
        )
        for one in late
    ]


def _lines(state: State, asked: Asked) -> Iterator[list[Cell]]:
    yield [
        _("Conversation"), _("What is promised"), _("Policy"), _("Priority"), _("Channel"), _("Began"),
        str(State.MISSED.label),
        pgettext("promise", "Ended"), _("Promised time"), _("Counted"), _("Too late by"),
    ]  # fmt: skip
    after: str | None = None
    while True:
        page = sla.clocks_behind(state, asked.view.period, asked.wanted, after=after, size=1000)
        for clock in page.rows:
            late, policy = sla.how_late(clock), clock.policy
            priority = clock.priority or clock.conversation.priority
            channel = clock.channel or clock.conversation.channel
            yield [
                clock.conversation_id, str(Target(clock.target).label), policy.name if policy else "",
                str(Priority(priority).label), str(Channel(channel).label), clock.started_at, clock.missed_at,
                clock.stopped_at, clock.within, late.counted, late.late or None,
            ]  # fmt: skip
        if (after := page.after) is None:
            return
