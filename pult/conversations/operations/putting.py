"""One message put into its place in one statement: its row, what it is found by, its words, its conversation.

Everything that is written for every message is written here; one walk to the database instead of four, with a text
that never changes, is most of what a reply costs less than it did.
"""

from functools import cache
from typing import Any

from django.db import IntegrityError, connection

from pult.conversations.models import Conversation, Message, MessageIndex
from pult.conversations.types import ASIDE, MessageKind
from pult.foundation.database import inserting, kept
from pult.foundation.database.changing import show
from pult.foundation.text.codes import VERSION, codes, keys_of

from .vocabulary import worth_knowing

PREVIEW = 200

# The conversation's row comes first, then the words in one order: all who write wait for each other at the same place.
PUT = """
WITH message AS (
    {insert} ON CONFLICT DO NOTHING RETURNING id
), found AS (
    INSERT INTO conversations_messageindex (message_id, conversation_id, codes, analyser)
    SELECT id, %s::bigint, %s::integer[], %s::integer FROM message WHERE %s::boolean
), known AS (
    INSERT INTO conversations_knownword (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING
)
UPDATE conversations_conversation AS held SET {changed}
FROM message WHERE held.id = %s RETURNING message.id, {held}
"""
# What the bot or a rule says is no answer of the staff: the customer is still waiting for one.
SHOWN = """
    preview = %s, last_kind = %s, last_message_id = message.id, message_count = held.message_count + 1,
    activity_at = greatest(held.activity_at, %s)
"""
OF_CUSTOMER = "last_customer_message_id = message.id, waiting_since = coalesce(held.waiting_since, %s)"
OF_STAFF = "waiting_since = NULL, first_reply_at = coalesce(held.first_reply_at, %s)"


class WrittenBefore(IntegrityError):
    """A message with this key stands already."""


def put(message: Message, conversation: Conversation, *, found_in: int | None, files: list[str]) -> None:
    """Write the message, let it be found where `found_in` says, and show the conversation as it stands now."""
    subject = conversation.subject if conversation.message_count == 0 else ""
    keys = keys_of(message.text, *files, title=subject) if found_in is not None else []
    statement, changes = _statement(message)
    rows = kept.run(
        statement,
        [
            *inserting.values_of(message),
            found_in,
            MessageIndex._meta.get_field("codes").get_db_prep_save(codes(keys), connection),
            VERSION,
            found_in is not None,
            worth_knowing(keys),
            *changes,
            conversation.pk,
        ],
    )
    if not rows:
        raise WrittenBefore
    (pk, *found) = rows[0]
    inserting.is_written(message, pk)
    show(conversation, tuple(found))


def _statement(message: Message) -> tuple[str, list[Any]]:
    """The text for a message of this kind, and the values of the columns that it changes."""
    if message.kind in ASIDE:
        return _text(), []
    shown = [" ".join(message.text.split())[:PREVIEW], str(message.kind), message.at]
    if message.kind == MessageKind.CUSTOMER:
        return _text(SHOWN, OF_CUSTOMER), [*shown, message.at]
    if message.author_id is not None:
        return _text(SHOWN, OF_STAFF), [*shown, message.at]
    return _text(SHOWN), shown


@cache
def _text(*columns: str) -> str:
    held = ", ".join(f'held."{field.column}"' for field in Conversation._meta.concrete_fields)
    changed = ", ".join(["version = held.version + 1", *columns])
    return PUT.format(insert=inserting.into(Message), changed=changed, held=held)
