"""The clocks of two conversations that become one, and two again: what both owe is owed since the older."""

from datetime import datetime

from django.db import transaction

from pult.conversations.models import Conversation
from pult.conversations.types import Category
from pult.sla.explanation import Happening
from pult.sla.models import Clock
from pult.sla.types import RESPONSES, Target

from .ticking import catch_up, hours_of, locked_clocks, show_due, step


@transaction.atomic
def merge_clocks(conversation: Conversation, *, into: Conversation, at: datetime) -> None:
    """Of two clocks for the same, the older runs on; the other stands, neither kept nor missed."""
    theirs = {_owed(clock): clock for clock in _running(into)}
    for clock in _running(conversation):
        other = theirs.get(_owed(clock))
        if other is None or other.started_at <= clock.started_at:
            _set_aside(clock, conversation, at=at)
            continue
        _set_aside(other, into, at=at)
        _bring(other, conversation, home=into)
        _bring(clock, into, home=conversation)
    show_due(conversation)
    show_due(into)


@transaction.atomic
def part_clocks(conversation: Conversation, *, target: Conversation, since: datetime, at: datetime) -> None:
    """Bring the clocks back to where they began; what the merge had stopped runs on, except what was given since."""
    lent = list(Clock.objects.select_for_update(no_key=True).filter(conversation=target, home=conversation))
    borrowed = list(
        Clock.objects.select_for_update(no_key=True).filter(conversation=conversation, home=target)
    )
    for clock in lent:
        _bring(clock, conversation, home=None)
    for clock in locked_clocks(conversation):
        if clock.home_id is None and clock.stopped_at == since:
            _take_up(clock, conversation, at=at)
    still = {_owed(clock) for clock in lent if clock.stopped_at is None}
    for clock in borrowed:
        _bring(clock, target, home=None)
        if _owed(clock) in still:
            _take_up(clock, target, at=at)
    show_due(conversation)
    show_due(target)


@transaction.atomic
def release_responses(conversation: Conversation, *, at: datetime) -> None:
    """What the customer waited for is owed elsewhere now: no answer is owed here any more."""
    if conversation.waiting_since is not None:
        return
    for clock in _running(conversation):
        if clock.target in RESPONSES:
            _set_aside(clock, conversation, at=at)
    show_due(conversation)


def _owed(clock: Clock) -> str:
    """A first and a next response are the same debt: an answer."""
    return "response" if clock.target in RESPONSES else str(clock.target)


def _running(conversation: Conversation) -> list[Clock]:
    return [clock for clock in locked_clocks(conversation) if clock.stopped_at is None]


def _set_aside(clock: Clock, conversation: Conversation, *, at: datetime) -> None:
    catch_up(clock, conversation, at=at)
    clock.stopped_at, clock.is_void = at, clock.missed_at is None
    step(clock, Happening.STOPPED, at=at, stopwatch=clock.stopwatch.paused(hours_of(clock), at=at))


def _take_up(clock: Clock, conversation: Conversation, *, at: datetime) -> None:
    clock.stopped_at, clock.is_void = None, False
    waits = clock.target == Target.RESOLUTION and conversation.category != Category.OPEN
    if waits:
        clock.save(update_fields=["stopped_at", "is_void"])
    else:
        step(clock, Happening.RESUMED, at=at, stopwatch=clock.stopwatch.resumed(at=at))


def _bring(clock: Clock, to: Conversation, *, home: Conversation | None) -> None:
    clock.conversation, clock.home = to, home
    clock.save(update_fields=["conversation", "home"])
