"""Starting, pausing, resuming and stopping the clocks of a conversation. Every verb may be repeated harmlessly."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.conversations.types import Category, Priority, Status
from pult.sla import queries
from pult.sla.explanation import Happening
from pult.sla.models import Clock, Policy
from pult.sla.stopwatch import Stopwatch
from pult.sla.types import RESPONSES, Target

from .hours import keep_to
from .ticking import catch_up, hours_of, locked_clocks, prove, show_due, step, unprove


@transaction.atomic
def start_clocks(conversation: Conversation, *, at: datetime | None = None, is_asked: bool = True) -> None:
    """Start what is owed to a new conversation: a first response where the customer asked, and a solution."""
    if not conversation.is_genuine or locked_clocks(conversation):
        return
    at, policy = at or conversation.opened_at, queries.policy_for(conversation)
    owed = [Target.FIRST_RESPONSE, Target.RESOLUTION] if is_asked else [Target.RESOLUTION]
    started = [_start(conversation, target, policy, at=at) for target in owed]
    show_due(conversation, [clock for clock in started if clock is not None])


@transaction.atomic
def owe_response(conversation: Conversation, *, at: datetime | None = None) -> None:
    """The customer has written: start the next response, unless an answer is owed already."""
    clocks = locked_clocks(conversation)
    if not conversation.is_genuine or any(
        clock.target in RESPONSES and clock.stopped_at is None for clock in clocks
    ):
        return
    policy = queries.policy_for(conversation)
    started = _start(conversation, Target.NEXT_RESPONSE, policy, at=at or timezone.now())
    show_due(conversation, [*clocks, *([started] if started else [])])


@transaction.atomic
def stop_responses(
    conversation: Conversation, *, at: datetime | None = None, member_id: int | None = None
) -> None:
    """The staff has answered the customer: the first and the next response are given."""
    at, clocks = at or timezone.now(), locked_clocks(conversation)
    owed = [clock for clock in clocks if clock.stopped_at is None and clock.target in RESPONSES]
    for clock in owed:
        _stop(clock, conversation, at=at, member_id=member_id or conversation.assignee_id)
    if owed:
        show_due(conversation, clocks)


@transaction.atomic
def follow_status(conversation: Conversation, status: Status, *, at: datetime | None = None) -> None:
    """Pause the resolution while the conversation waits, stop it when solved, go on when it is open again."""
    at = at or timezone.now()
    match status.category:
        case Category.OPEN:
            _go_on(conversation, at=at)
        case Category.WAITING:
            for clock in _unstopped(conversation, (Target.RESOLUTION,)):
                _pause(clock, conversation, at=at)
        case Category.RESOLVED:
            _resolve(conversation, at=at)
    show_due(conversation)


@transaction.atomic
def follow_priority(conversation: Conversation, priority: Priority, *, at: datetime | None = None) -> None:
    """Put the targets of another priority, or of the policy that matches by now, in force from now on."""
    at, policy = at or timezone.now(), queries.policy_for(conversation)
    version_id = queries.hours_version_for(conversation, policy)
    for clock in _unstopped(conversation, tuple(Target)):
        catch_up(clock, conversation, at=at)
        keep_to(clock, version_id, at=at)
        within = queries.promise(policy, Target(clock.target), priority)
        is_other = policy is not None and clock.policy_id != policy.pk
        if within and (is_other or within != clock.within):
            clock.policy = policy
            moved = clock.stopwatch.retargeted(within, hours_of(clock), at=at)
            named = policy if is_other else None
            step(clock, Happening.RETARGETED, at=at, stopwatch=moved, policy=named)
    show_due(conversation)


def _start(
    conversation: Conversation, target: Target, policy: Policy | None, *, at: datetime
) -> Clock | None:
    within = queries.promise(policy, target, Priority(conversation.priority))
    if within is None:
        return None
    clock = Clock(
        conversation=conversation,
        target=target,
        policy=policy,
        hours_version_id=queries.hours_version_for(conversation, policy),
        started_at=at,
    )
    step(clock, Happening.STARTED, at=at, stopwatch=Stopwatch.started(within, at=at))
    return clock


def _unstopped(conversation: Conversation, targets: tuple[Target, ...]) -> list[Clock]:
    clocks = locked_clocks(conversation)
    return [clock for clock in clocks if clock.stopped_at is None and clock.target in targets]


def _stop(clock: Clock, conversation: Conversation, *, at: datetime, member_id: int | None) -> None:
    catch_up(clock, conversation, at=at)
    clock.stopped_at = at
    step(clock, Happening.STOPPED, at=at, stopwatch=clock.stopwatch.paused(hours_of(clock), at=at))
    if clock.missed_at is None:
        prove(clock, conversation, kept=True, at=at, member_id=member_id)


def _pause(clock: Clock, conversation: Conversation, *, at: datetime) -> None:
    if clock.is_running:
        catch_up(clock, conversation, at=at)
        paused = clock.stopwatch.paused(hours_of(clock), at=at)
        step(clock, Happening.PAUSED, at=at, stopwatch=paused)


def _go_on(conversation: Conversation, *, at: datetime) -> None:
    """Resume the resolution; a solved conversation that is open again goes on where it stopped."""
    clock = next((c for c in locked_clocks(conversation) if c.target == Target.RESOLUTION), None)
    if clock is None or clock.is_running:
        return
    if clock.stopped_at is not None and clock.missed_at is None:
        unprove(clock)
        clock.round += 1
    clock.stopped_at = None
    version_id = queries.hours_version_for(conversation, clock.policy)
    keep_to(clock, version_id, at=at)
    step(clock, Happening.RESUMED, at=at, stopwatch=clock.stopwatch.resumed(at=at))


def _resolve(conversation: Conversation, *, at: datetime) -> None:
    """Stop the resolution. An answer that nobody gave is owed no longer: neither kept nor, from now on, missed."""
    for clock in _unstopped(conversation, tuple(Target)):
        if clock.target == Target.RESOLUTION:
            _stop(clock, conversation, at=at, member_id=conversation.assignee_id)
            continue
        catch_up(clock, conversation, at=at)
        clock.stopped_at, clock.is_void = at, clock.missed_at is None
        step(clock, Happening.STOPPED, at=at, stopwatch=clock.stopwatch.paused(hours_of(clock), at=at))
