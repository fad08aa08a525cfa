"""Writing down how long people worked: one statement for everybody, once a minute."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from pult.foundation.database.locks import transaction_lock
from pult.handling.types import Piece

from .solving import SETTLES_AFTER

# Of what is told only that counts which is not known yet, so that two processes never count a moment twice. What goes
# on where a stretch ends makes it longer; anything else is a new one. Solutions it belongs to are judged again.
KEEP = """
    WITH told AS (
        SELECT told.member, told.conversation, tstzrange(told.began, told.ended) AS during
        FROM unnest(%(members)s::bigint[], %(conversations)s::bigint[], %(begins)s::timestamptz[],
                    %(ends)s::timestamptz[]) AS told (member, conversation, began, ended)
        JOIN conversations_conversation conversation ON conversation.id = told.conversation
            AND NOT conversation.is_synthetic AND NOT conversation.is_apart
        JOIN workforce_member member ON member.person_id = told.member
    ), free AS MATERIALIZED (
        SELECT told.member, told.conversation, lower(part) AS began, upper(part) AS ended
        FROM told CROSS JOIN LATERAL unnest(
            tstzmultirange(told.during) - coalesce((
                SELECT range_agg(tstzrange(known.began_at, known.ended_at)) FROM handling_stretch known
                WHERE known.member_id = told.member
                  AND known.ended_at > lower(told.during) AND known.began_at < upper(told.during)
            ), '{}'::tstzmultirange)
        ) AS part
    ), longer AS (
        UPDATE handling_stretch known SET ended_at = free.ended FROM free
        WHERE known.member_id = free.member AND known.ended_at = free.began
          AND known.conversation_id = free.conversation AND free.ended - known.began_at <= interval '1 day'
        RETURNING known.member_id, known.ended_at
    ), judged AS (
        UPDATE handling_solution solution SET settle_at = %(settles)s
        FROM (
            SELECT DISTINCT coalesce(conversation.merged_into_id, conversation.id) AS id FROM free
            JOIN conversations_conversation conversation ON conversation.id = free.conversation
        ) touched
        WHERE solution.conversation_id = touched.id
    )
    INSERT INTO handling_stretch (member_id, conversation_id, began_at, ended_at)
    SELECT free.member, free.conversation, free.began, free.ended FROM free
    WHERE NOT EXISTS (
        SELECT FROM longer WHERE longer.member_id = free.member AND longer.ended_at = free.ended
    )
"""


@transaction.atomic
def keep(told: Collection[tuple[int, Piece]], *, at: datetime | None = None) -> None:
    """Write down who worked on what from when to when."""
    if not told:
        return
    transaction_lock("handling.keep")  # two processes may tell of the same person
    asked: dict[str, Any] = {
        "members": [person for person, _piece in told],
        "conversations": [piece.conversation for _person, piece in told],
        "begins": [piece.began_at for _person, piece in told],
        "ends": [piece.ended_at for _person, piece in told],
        "settles": (at or timezone.now()) + SETTLES_AFTER,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, asked)
