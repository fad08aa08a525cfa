"""Questions about service levels: what is promised, why a deadline is when it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from pult.calendars.queries import hours_in
from pult.calendars.types import moment_in_words
from pult.conversations.models import Conversation
from pult.conversations.types import Priority
from pult.foundation.actors import Actor
from pult.foundation.database.kept_models import KeptModels
from pult.sla import words
from pult.sla.explanation import Explanation, Happening, Kind, Step, explain
from pult.sla.models import Clock, Policy, Promise
from pult.sla.types import Target
from pult.ui.lengths import in_hours

PROMISES: KeptModels[Promise] = KeptModels()
TONES = {
    Kind.STARTED: ("info", "clock-play"),
    Kind.RESUMED: ("info", "player-play"),
    Kind.PAUSED: ("neutral", "clock-pause"),
    Kind.STOPPED: ("good", "check"),
    Kind.COUNTED: ("accent", "clock"),
    Kind.SUMMED: ("accent", "clock"),
    Kind.CLOSED: ("neutral", "moon"),
    Kind.RETARGETED: ("note", "target"),
    Kind.RESCHEDULED: ("note", "calendar"),
    Kind.DUE: ("risk", "flag"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of an account, in words."""

    at: str
    kind: Kind
    sentence: str

    @property
    def tone(self) -> str:
        """What the line means, as a colour."""
        return TONES.get(self.kind, ("neutral", "point"))[0]

    @property
    def icon(self) -> str:
        """What the line means, as a sign."""
        return TONES.get(self.kind, ("neutral", "point"))[1]


@dataclass(frozen=True, kw_only=True)
class Account:
    """Why one deadline is when it is."""

    clock: Clock
    explanation: Explanation
    due: str
    counted: str
    target: str
    zone: str
    lines: list[Told]


def promise(policy: Policy | None, target: Target, priority: Priority) -> timedelta | None:
    """Within which opening time something is promised; None where nothing is."""
    if policy is None:
        return None
    told: dict[str, int | str] = {"policy": policy.pk, "target": str(target), "priority": str(priority)}
    found = PROMISES.first("one", _promise, told)
    return found.within if found else None


def _promise(slots: Mapping[str, Any]) -> QuerySet[Promise]:
    return Promise.objects.filter(
        policy=slots["policy"], target=slots["target"], priority=slots["priority"]
    ).order_by("pk")


def hours_version_for(conversation: Conversation, policy: Policy | None) -> int | None:
    """The opening hours to count in: the policy's, else the department's, else around the clock."""
    calendar = (policy.calendar if policy else None) or conversation.department.calendar
    return calendar.version_id if calendar else None


def policies(actor: Actor) -> list[Policy]:
    """Every policy in the order in which they are tried, with what each promises."""
    rows = Policy.objects.visible_to(actor).in_order()
    return list(rows.select_related("calendar", "department").prefetch_related("promises"))


def accounts(conversation: Conversation, *, at: datetime | None = None) -> list[Account]:
    """Every deadline of a conversation with its story, the latest first."""
    clocks = Clock.objects.filter(conversation=conversation).select_related("policy")
    clocks = clocks.order_by("-started_at", "-pk")
    return [account(clock, at=at or timezone.now()) for clock in clocks]


def account(clock: Clock, *, at: datetime) -> Account:
    """One deadline with its story."""
    steps = list(_steps(clock))
    found = explain(steps, now=min(at, clock.stopped_at) if clock.stopped_at else at)
    zone = steps[-1].hours.zone
    return Account(
        clock=clock,
        explanation=found,
        due=moment_in_words(found.due_at, zone) if found.due_at else "",
        counted=in_hours(found.counted),
        target=in_hours(found.target),
        zone=zone.key,
        lines=[
            Told(at=moment_in_words(line.at, zone), kind=line.kind, sentence=words.sentence(line))
            for line in found.lines
        ],
    )


def _steps(clock: Clock) -> Iterable[Step]:
    for happening, at, within, version_id, *policy in clock.steps:
        yield Step(
            happening=Happening(happening),
            at=datetime.fromisoformat(at),
            target=timedelta(seconds=within),
            hours=hours_in(version_id),
            policy=policy[0] if policy else "",
        )
