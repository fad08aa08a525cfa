"""Spam never starts a clock: those that ran stand and count for nothing, and go on when it was no spam."""

from datetime import datetime

from django.db import transaction

from pult.conversations.models import Conversation
from pult.conversations.types import Category
from pult.sla.explanation import Happening
from pult.sla.models import Clock
from pult.sla.types import Target

from .ticking import hours_of, locked_clocks, reprove, show_due, step, unprove


@transaction.atomic
def drop_clocks(conversation: Conversation, *, at: datetime) -> None:
    """Stop every clock of what is spam; what was kept or missed leaves the figures."""
    for clock in locked_clocks(conversation):
        if clock.is_void:
            continue
        if clock.stopped_at is not None or clock.missed_at is not None:
            unprove(clock)
        if clock.stopped_at is None:
            clock.stopped_at, clock.is_void = at, True
            step(clock, Happening.STOPPED, at=at, stopwatch=clock.stopwatch.paused(hours_of(clock), at=at))
    show_due(conversation)


@transaction.atomic
def take_up_clocks(conversation: Conversation, *, since: datetime, at: datetime) -> None:
    """It was no spam: what ran then goes on, and what was kept or missed before counts again."""
    for clock in locked_clocks(conversation):
        if clock.is_void and clock.stopped_at == since:
            _go_on(clock, conversation, at=at)
        if not clock.is_void and (clock.stopped_at is not None or clock.missed_at is not None):
            reprove(clock)
    show_due(conversation)


def _go_on(clock: Clock, conversation: Conversation, *, at: datetime) -> None:
    clock.stopped_at, clock.is_void = None, False
    waits = clock.target == Target.RESOLUTION and conversation.category != Category.OPEN
    if waits:
        clock.save(update_fields=["stopped_at", "is_void"])
    else:
        step(clock, Happening.RESUMED, at=at, stopwatch=clock.stopwatch.resumed(at=at))
