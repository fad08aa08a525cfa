"""Which time counts for a solved conversation: looked at a little after the last change, and again after each."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from pult.conversations.events import ConversationSolved
from pult.foundation.actors import Kind
from pult.handling.metrics import AHT
from pult.handling.models import Solution
from pult.metrics import operations as ledger
from pult.metrics.types import Measurement

# Whoever solves something often adds a word to it, and what was seen last is told a minute later.
SETTLES_AFTER = timedelta(minutes=5)
PORTION = 500

# What was merged into a conversation was work on it.
WORKED = """
    SELECT whole.id, sum(extract(epoch FROM stretch.ended_at - stretch.began_at))::float8
    FROM unnest(%s::bigint[]) AS whole (id)
    CROSS JOIN LATERAL (
        SELECT whole.id
        UNION ALL SELECT part.id FROM conversations_conversation part WHERE part.merged_into_id = whole.id
    ) part
    JOIN handling_stretch stretch ON stretch.conversation_id = part.id
    GROUP BY 1
"""


def note_solution(event: ConversationSolved) -> None:
    """Remember who solved a conversation when; its time is counted a little later."""
    kind, _, key = event.by.partition(":")
    solver = int(key) if kind == Kind.PERSON and key else event.assignee_id
    Solution.objects.update_or_create(
        conversation_id=event.conversation_id,
        defaults={
            "solved_at": event.at,
            "solver_id": solver,
            "department_id": event.department_id,
            "settle_at": event.at + SETTLES_AFTER,
        },
    )


def note_change(*conversations: int, at: datetime) -> None:
    """Something happened after which the time of these conversations may count otherwise, or no longer."""
    Solution.objects.filter(conversation__in=conversations).update(settle_at=at)


def settle(*, at: datetime) -> int:
    """Bring the figures up to date for all solutions that may have changed; returns how many were looked at."""
    looked = 0
    while portion := _settle_some(at):
        looked += portion
    return looked


@transaction.atomic
def _settle_some(at: datetime) -> int:
    waiting = Solution.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(
        settle_at__lte=at
    )
    rows = list(waiting.select_related("conversation").order_by("settle_at", "pk")[:PORTION])
    worked = _worked([row.pk for row in rows])
    changed = [row for row in rows if _judge(row, worked.get(row.pk, 0.0))]
    ledger.record_many(_measured(row) for row in changed if row.seconds is not None)
    for row in rows:
        row.settle_at = None
    Solution.objects.bulk_update(rows, ["seconds", "counted_at", "revision", "settle_at"])
    return len(rows)


def _judge(row: Solution, worked: float) -> bool:
    """Whether something else counts from now on; what counted until now is taken back."""
    wanted = (worked, row.solved_at) if worked and _holds(row) else (None, None)
    if wanted == (row.seconds, row.counted_at):
        return False
    if row.seconds is not None:
        ledger.take_back(AHT, key=_key(row))
    row.seconds, row.counted_at = wanted
    row.revision += 1
    return True


def _holds(row: Solution) -> bool:
    conversation = row.conversation
    return conversation.is_resolved and conversation.is_genuine and conversation.merged_into_id is None


def _measured(row: Solution) -> Measurement:
    return Measurement(
        metric=AHT,
        key=_key(row),
        at=row.solved_at,
        value=row.seconds or 0.0,
        department_id=row.department_id,
        member_id=row.solver_id,
        inbox_id=row.conversation.inbox_id,
        channel=row.conversation.channel,
        subject=f"conversation:{row.pk}",
    )


def _key(row: Solution) -> str:
    return f"conversation:{row.pk}:{row.revision}"


def _worked(conversations: list[int]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(WORKED, [conversations])
        return dict(cursor.fetchall())
