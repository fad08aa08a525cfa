"""One clock moving from one state to the next: the row, its steps, what it proves, what the lists show."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from pult.calendars.queries import hours_in
from pult.calendars.types import OpeningHours
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.foundation.database.inserting import insert
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.events import publish
from pult.metrics import operations as metrics
from pult.metrics.types import Measurement
from pult.sla.events import TargetMissed, TargetNear
from pult.sla.explanation import Happening
from pult.sla.measures import ATTAINMENT, KEPT
from pult.sla.models import Clock, Policy
from pult.sla.stopwatch import Stopwatch
from pult.sla.types import Target

CLOCKS: KeptModels[Clock] = KeptModels()


def locked_clocks(conversation: Conversation) -> list[Clock]:
    """The clocks of a conversation, locked so that a deadline cannot pass while one is being stopped."""
    clocks = CLOCKS.ask("locked", _locked, {"conversation": conversation.pk})
    for clock in clocks:
        clock.conversation = conversation  # as it is now, without asking again
    return clocks


def _locked(slots: Mapping[str, Any]) -> QuerySet[Clock]:
    held = Clock.objects.select_for_update(no_key=True)
    return held.filter(conversation=slots["conversation"]).order_by("pk")


def hours_of(clock: Clock) -> OpeningHours:
    """The opening hours that a clock counts in."""
    return hours_in(clock.hours_version_id)


def step(
    clock: Clock, happening: Happening, *, at: datetime, stopwatch: Stopwatch, policy: Policy | None = None
) -> None:
    """Write down where a clock stands after something happened to it, and the policy that begins to hold.

    Once missed, it stays due when it was.
    """
    clock.within, clock.counted = stopwatch.target, stopwatch.counted
    clock.running_since = stopwatch.running_since
    _say_whose(clock)
    clock.due_at = clock.missed_at or stopwatch.due_at(hours_of(clock))
    named = [policy.name] if policy else []
    clock.steps = [
        *clock.steps,
        [str(happening), at.isoformat(), clock.within.total_seconds(), clock.hours_version_id, *named],
    ]
    if clock._state.adding:
        insert(clock)
    else:
        clock.save()


def _say_whose(clock: Clock) -> None:
    """Write down whose promise it is; once it was broken, that stays as it was."""
    if clock.missed_at is None:
        conversation = clock.conversation
        clock.department_id, clock.channel = conversation.department_id, conversation.channel
        clock.priority = conversation.priority


def catch_up(clock: Clock, conversation: Conversation, *, at: datetime) -> None:
    """Miss what was due before a moment, if nobody has noticed yet."""
    if clock.missed_at is None and clock.due_at is not None and clock.due_at < at:
        miss(clock, conversation)


def miss(clock: Clock, conversation: Conversation) -> None:
    """Write down that a promise was broken, at the moment it was."""
    if clock.due_at is None:
        return
    _say_whose(clock)
    clock.missed_at = clock.due_at
    clock.save(update_fields=["missed_at", "department", "channel", "priority"])
    prove(clock, conversation, kept=False, at=clock.missed_at, member_id=conversation.assignee_id)
    publish(
        TargetMissed(
            by=SYSTEM.ref,
            at=clock.missed_at,
            conversation_id=conversation.pk,
            department_id=conversation.department_id,
            assignee_id=conversation.assignee_id,
            target=clock.target,
            due_at=clock.missed_at,
        )
    )


def warn(clock: Clock, conversation: Conversation, *, at: datetime) -> None:
    """Write down that a deadline is near, and say so; the same deadline is not warned of twice."""
    if clock.due_at is None or conversation.assignee_id is None:
        return
    clock.warned_for = clock.due_at
    clock.save(update_fields=["warned_for"])
    publish(
        TargetNear(
            by=SYSTEM.ref,
            at=at,
            conversation_id=conversation.pk,
            department_id=conversation.department_id,
            assignee_id=conversation.assignee_id,
            clock_id=clock.pk,
            target=clock.target,
            due_at=clock.due_at,
        )
    )


def prove(
    clock: Clock, conversation: Conversation, *, kept: bool, at: datetime, member_id: int | None
) -> None:
    """Bring into the figures whether a promise was kept."""
    metrics.record_many(
        Measurement(
            metric=metric,
            key=_key(clock),
            at=at,
            value=float(kept),
            department_id=conversation.department_id,
            member_id=member_id,
            inbox_id=conversation.inbox_id,
            channel=conversation.channel,
            subject=f"conversation:{conversation.pk}",
        )
        for metric in (ATTAINMENT, KEPT[Target(clock.target)])
    )


def unprove(clock: Clock) -> None:
    """Take a kept promise out of the figures: it is open again."""
    for metric in (ATTAINMENT, KEPT[Target(clock.target)]):
        metrics.take_back(metric, key=_key(clock))


def reprove(clock: Clock) -> None:
    """Bring a promise back into the figures that was taken out of them."""
    for metric in (ATTAINMENT, KEPT[Target(clock.target)]):
        metrics.put_back(metric, key=_key(clock))


def show_due(conversation: Conversation, clocks: Iterable[Clock] | None = None) -> None:
    """Tell the lists by when something is owed, and for which target; by all its clocks, where they are at hand."""
    if clocks is None:
        clocks = Clock.objects.unstopped().filter(conversation=conversation)
    owed = [
        (due, clock.target)
        for clock in clocks
        if clock.stopped_at is None and (due := clock.missed_at or clock.due_at) is not None
    ]
    due_at, target = min(owed) if owed else (None, "")
    conversations.set_due(conversation, at=due_at, target=target)


def _key(clock: Clock) -> str:
    return f"clock:{clock.pk}:{clock.round}"
