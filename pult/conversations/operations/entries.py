"""Putting one message into a conversation: the row, its files, and the columns that lists show."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from pult.conversations.models import Attachment, Conversation, Message
from pult.conversations.types import Upload
from pult.foundation.database import kept
from pult.foundation.database.changing import change
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.files.operations import keep

from . import putting

HELD: KeptModels[Conversation] = KeptModels()


def hold(pk: int) -> Conversation | None:
    """A conversation whose row nobody else changes until the commit."""
    return HELD.first("held", _held, {"conversation": pk})


def _held(slots: Mapping[str, Any]) -> QuerySet[Conversation]:
    return Conversation.objects.select_for_update(no_key=True).filter(pk=slots["conversation"])


def add_message(
    conversation: Conversation,
    *,
    attachments: Iterable[Upload] = (),
    found_in: int | None = None,
    **fields: Any,
) -> Message:
    """Write the message and its files, and keep the conversation's columns true.

    What is kept apart is found by nobody, unless it stands beside a conversation that may be `found_in`. Raises
    `WrittenBefore` when a message with its key stands already.
    """
    uploads = tuple(attachments)
    message = Message(conversation=conversation, **fields)
    if found_in is None and not conversation.is_apart:
        found_in = conversation.pk
    putting.put(message, conversation, found_in=found_in, files=[upload.name for upload in uploads])
    if uploads:
        _attach(message, uploads)
    return message


def _attach(message: Message, uploads: tuple[Upload, ...]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            file=keep(upload.content, content_type=upload.content_type),
            name=upload.name[:255],
            cid=upload.cid,
        )
        for upload in uploads
    )


TAKE_PART = """
INSERT INTO conversations_participant (conversation_id, kind, value, name)
SELECT %s, kind, value, name FROM unnest(%s::text[], %s::text[], %s::text[]) AS new (kind, value, name)
ON CONFLICT DO NOTHING RETURNING id
"""


def let_take_part(conversation: Conversation, who: Iterable[tuple[str, str, str]]) -> None:
    """Note who takes part: kind, value and name of each; those who do already stay as they are."""
    if columns := [list(map(str, column)) for column in zip(*who, strict=True)]:
        kept.run(TAKE_PART, [conversation.pk, *columns])


def touch(conversation: Conversation, *, only_if: dict[str, Any] | None = None, **values: Any) -> bool:
    """Change columns in one conditional statement; false when the condition no longer held."""
    rows = Conversation.objects.filter(**(only_if or {}))
    return change(conversation, rows, **values, version=F("version") + 1)


def place(conversation: Conversation, *, by: str, at: datetime) -> dict[str, Any]:
    """The fields that every fact about a conversation carries."""
    return {
        "conversation_id": conversation.pk,
        "department_id": conversation.department_id,
        "assignee_id": conversation.assignee_id,
        "is_apart": conversation.is_apart,
        "by": by,
        "at": at,
    }
