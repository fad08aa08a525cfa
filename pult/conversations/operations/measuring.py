"""Writing the figures of conversations into the ledger. Each is told by a fact, so each is told once."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from pult.conversations import metrics
from pult.conversations.events import (
    ConversationEvent,
    ConversationReopened,
    ConversationSolved,
    ConversationTransferred,
    ReplyPosted,
)
from pult.conversations.models import BacklogEntry, Conversation, Message
from pult.conversations.types import MessageKind
from pult.foundation.actors import Kind
from pult.foundation.database import kept
from pult.foundation.database.kept_models import KeptModels
from pult.metrics import operations as ledger
from pult.metrics.models import Fact
from pult.metrics.types import Measurement, Metric
from pult.workforce.queries import business_seconds

ENTRIES: KeptModels[BacklogEntry] = KeptModels()
WRITE_DOWN = """
    INSERT INTO conversations_backlogentry (conversation_id, department_id, member_id) VALUES (%s, %s, %s)
    ON CONFLICT (conversation_id) DO UPDATE
    SET department_id = excluded.department_id, member_id = excluded.member_id RETURNING conversation_id
"""
SOLUTION = (metrics.SOLVED, metrics.RESOLUTION, metrics.REPLIES)


def measure_opening(conversation: Conversation, event: ConversationEvent) -> None:
    """One more has come in."""
    ledger.record_many(
        [_measured(metrics.RECEIVED, conversation, event, key=f"conversation:{conversation.pk}")]
    )


def measure_reply(conversation: Conversation, event: ReplyPosted) -> None:
    """How long the customer waited for this reply, if they waited and a person answered."""
    if event.author_id is None or event.waiting_since is None:
        return
    metric = metrics.FIRST_RESPONSE if event.is_first else metrics.NEXT_RESPONSE
    since = event.opened_at if event.is_first else event.waiting_since
    ledger.record_many(
        [
            _measured(
                metric,
                conversation,
                event,
                key=f"message:{event.message_id}",
                value=_seconds(since, event.at),
                business=business_seconds(event.department_id, since, event.at),
                member_id=event.author_id,
            )
        ]
    )


def measure_solution(conversation: Conversation, event: ConversationSolved) -> None:
    """One more is solved: after how long, with how many replies; it has not been reopened so far."""
    key, solver = _solution(event.conversation_id, event.at), _solver(event)
    replies = Message.objects.filter(
        conversation=conversation, kind=MessageKind.REPLY, author__isnull=False, at__lte=event.at
    )
    figures = {
        metrics.SOLVED: (1.0, None),
        metrics.RESOLUTION: (
            _seconds(event.opened_at, event.at),
            business_seconds(event.department_id, event.opened_at, event.at),
        ),
        metrics.REPLIES: (float(replies.count()), None),
        metrics.REOPENED: (0.0, None),
    }
    ledger.record_many(
        _measured(metric, conversation, event, key=key, value=value, business=business, member_id=solver)
        for metric, (value, business) in figures.items()
    )


def measure_reopening(event: ConversationReopened) -> None:
    """The solution did not hold: it leaves the figures, and the share of reopened ones grows."""
    key = _solution(event.conversation_id, event.solved_at)
    for metric in SOLUTION:
        ledger.take_back(metric, key=key)
    counted = Fact.objects.filter(metric=metrics.REOPENED.key, key=key, weight=1).first()
    if counted is not None and ledger.take_back(metrics.REOPENED, key=key):
        ledger.record(
            metrics.REOPENED,
            key=f"{key}:reopened",
            at=counted.at,
            value=1.0,
            department_id=counted.department_id,
            member_id=counted.member_id,
            inbox_id=counted.inbox_id,
            channel=counted.channel,
            subject=counted.subject,
        )


def measure_transfer(conversation: Conversation, event: ConversationTransferred) -> None:
    """One more was handed over, by the department it left."""
    key = f"conversation:{conversation.pk}:{uuid.uuid4().hex}"
    ledger.record_many(
        [
            _measured(
                metrics.TRANSFERRED,
                conversation,
                event,
                key=key,
                department_id=event.before_id,
                member_id=None,
            )
        ]
    )


def count_in_backlog(conversation: Conversation, event: ConversationEvent, *, is_unresolved: bool) -> None:
    """Count the conversation where it stands now, and no longer where it was counted before."""
    entry = ENTRIES.first("entry", _entry, {"conversation": conversation.pk})
    before = (entry.department_id, entry.member_id) if entry else None
    after = (event.department_id, event.assignee_id) if is_unresolved else None
    if before == after:
        return
    steps = [(before, -1.0), (after, 1.0)]
    ledger.record_many(
        _measured(
            metrics.BACKLOG,
            conversation,
            event,
            key=f"conversation:{conversation.pk}:{uuid.uuid4().hex}",
            value=step,
            department_id=where[0],
            member_id=where[1],
        )
        for where, step in steps
        if where is not None
    )
    _write_down(conversation, after)


def leave_figures(conversation: Conversation, event: ConversationEvent) -> None:
    """What is spam was never there: it leaves every figure of the department and of whoever had it."""
    for metric, key in _counted(conversation):
        ledger.take_back(metric, key=key)
    count_in_backlog(conversation, event, is_unresolved=False)


def come_back_to_figures(conversation: Conversation, event: ConversationEvent) -> None:
    """It was no spam: it is counted as it was before."""
    for metric, key in _counted(conversation):
        ledger.put_back(metric, key=key)
    measure_opening(conversation, event)  # counted once, also where a rule was faster than the figures
    count_in_backlog(conversation, event, is_unresolved=not conversation.is_resolved)


def _counted(conversation: Conversation) -> list[tuple[Metric, str]]:
    """Under which names a conversation stands in the figures."""
    replies = Message.objects.filter(conversation=conversation, kind=MessageKind.REPLY, author__isnull=False)
    counted = [(metrics.RECEIVED, f"conversation:{conversation.pk}")]
    for pk in replies.values_list("pk", flat=True):
        counted += [(one, f"message:{pk}") for one in (metrics.FIRST_RESPONSE, metrics.NEXT_RESPONSE)]
    if conversation.solved_at is not None:
        key = _solution(conversation.pk, conversation.solved_at)
        counted += [(one, key) for one in (*SOLUTION, metrics.REOPENED)]
    return counted


def is_in_backlog(conversation: Conversation) -> bool:
    """Whether the conversation is counted in the backlog."""
    return BacklogEntry.objects.filter(conversation=conversation).exists()


def _write_down(conversation: Conversation, where: tuple[int, int | None] | None) -> None:
    if where is None:
        BacklogEntry.objects.filter(conversation=conversation).delete()
        return
    kept.run(WRITE_DOWN, [conversation.pk, *where])


def _entry(slots: Mapping[str, Any]) -> QuerySet[BacklogEntry]:
    return BacklogEntry.objects.filter(conversation=slots["conversation"])


def _measured(
    metric: Metric,
    conversation: Conversation,
    event: ConversationEvent,
    *,
    key: str,
    value: float = 1.0,
    business: float | None = None,
    **where: int | None,
) -> Measurement:
    place = {"department_id": event.department_id, "member_id": event.assignee_id, **where}
    return Measurement(
        metric=metric,
        key=key,
        at=event.at,
        value=value,
        business=business,
        department_id=place["department_id"],
        member_id=place["member_id"],
        inbox_id=conversation.inbox_id,
        channel=conversation.channel,
        subject=f"conversation:{conversation.pk}",
    )


def _solution(conversation_id: int, solved_at: datetime) -> str:
    """What one solution is called, so that reopening finds it."""
    return f"conversation:{conversation_id}:{solved_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"


def _solver(event: ConversationSolved) -> int | None:
    """Whoever solved it; where a rule did, whoever had it."""
    kind, _, key = event.by.partition(":")
    return int(key) if kind == Kind.PERSON and key else event.assignee_id


def _seconds(start: datetime, end: datetime) -> float:
    return max((end - start).total_seconds(), 0.0)
