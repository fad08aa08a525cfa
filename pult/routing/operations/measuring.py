"""Writing the figures of waiting into the ledger. Each is told by a fact, so each is told once."""

from collections.abc import Iterator

from pult.conversations.events import ConversationSolved
from pult.conversations.models import Conversation
from pult.conversations.types import MessageKind
from pult.inboxes.types import Channel
from pult.metrics import operations as ledger
from pult.metrics.types import Measurement, Metric
from pult.routing import metrics
from pult.routing.events import QueueLeft
from pult.routing.models import QueueRules
from pult.routing.queries.waiting import load_on
from pult.routing.types import QUEUED, Left, Rules


def measure_wait(conversation: Conversation, event: QueueLeft) -> None:
    """How long somebody waited, and how it ended; what ended otherwise was no wait for a person."""
    if event.reason == Left.ENDED:
        return
    row = QueueRules.objects.filter(department=event.department_id).first()
    waited = max((event.at - event.entered_at).total_seconds(), 0.0)
    values = dict(_values(Left(event.reason), waited, row.rules if row else Rules()))
    if event.member_id is not None and event.reason == Left.ANSWERED:
        values[metrics.CONCURRENCY] = float(max(_load(event), 1))
    ledger.record_many(
        _measured(metric, conversation, event, key=f"wait:{event.wait_id}", value=value)
        for metric, value in values.items()
    )


def measure_silence(conversation: Conversation, event: ConversationSolved) -> None:
    """Whether the customer's last message was left without an answer."""
    if conversation.channel not in QUEUED:
        return
    is_silent = conversation.last_kind == MessageKind.CUSTOMER

    ledger.record_many(
        [
            Measurement(
                metric=metrics.SILENT,
                key=f"conversation:{conversation.pk}",
                at=event.at,
                value=float(is_silent),
                department_id=event.department_id,
                member_id=event.assignee_id,
                inbox_id=conversation.inbox_id,
                channel=conversation.channel,
                subject=f"conversation:{conversation.pk}",
            )
        ]
    )


def _values(outcome: Left, waited: float, rules: Rules) -> Iterator[tuple[Metric, float]]:
    is_answered, has_left = outcome == Left.ANSWERED, outcome == Left.ABANDONED
    yield metrics.WAITING, waited
    yield metrics.ABANDONED, float(has_left)
    if is_answered:
        yield metrics.ASA, waited
    if not (has_left and waited <= rules.short_seconds):
        yield metrics.ABANDONED_LATER, float(has_left)
    if not (has_left and waited <= rules.answer_seconds):
        yield metrics.SERVICE_LEVEL, float(is_answered and waited <= rules.answer_seconds)


def _load(event: QueueLeft) -> int:
    member = event.member_id or 0
    return load_on(Channel(event.channel), [member]).get(member, 0)


def _measured(
    metric: Metric, conversation: Conversation, event: QueueLeft, *, key: str, value: float
) -> Measurement:
    return Measurement(
        metric=metric,
        key=key,
        at=event.at,
        value=value,
        department_id=event.department_id,
        member_id=event.member_id,
        inbox_id=conversation.inbox_id,
        channel=event.channel,
        subject=f"conversation:{conversation.pk}",
    )
