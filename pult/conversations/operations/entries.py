"""Putting one message into a conversation: the row, its files, and the columns that lists show."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest

from pult.conversations.models import Attachment, Conversation, Message, MessageIndex
from pult.conversations.types import ASIDE, MessageKind, Upload
from pult.foundation.database.changing import change
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.files.operations import keep
from pult.foundation.text.codes import VERSION, codes, keys_of

from .vocabulary import learn

PREVIEW = 200
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

    What is kept apart is found by nobody, unless it stands beside a conversation that may be `found_in`.
    """
    message = Message.objects.create(conversation=conversation, **fields)
    uploads = tuple(attachments)
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            file=keep(upload.content, content_type=upload.content_type),
            name=upload.name[:255],
            cid=upload.cid,
        )
        for upload in uploads
    )
    if found_in is None and not conversation.is_apart:
        found_in = conversation.pk
    if found_in is not None:
        _index(conversation, message, files=[upload.name for upload in uploads], found_in=found_in)
    if message.kind in ASIDE:
        change(conversation, Conversation.objects.all(), version=F("version") + 1)
    else:
        _show_in_lists(conversation, message)
    return message


def _index(conversation: Conversation, message: Message, *, files: list[str], found_in: int) -> None:
    subject = conversation.subject if conversation.message_count == 0 else ""
    keys = keys_of(message.text, *files, title=subject)
    MessageIndex.objects.create(
        message=message, conversation_id=found_in, codes=codes(keys), analyser=VERSION
    )
    learn(keys)


def _show_in_lists(conversation: Conversation, message: Message) -> None:
    from_customer = message.kind == MessageKind.CUSTOMER
    by_person = message.author_id is not None
    change(
        conversation,
        Conversation.objects.all(),
        preview=" ".join(message.text.split())[:PREVIEW],
        last_kind=message.kind,
        last_message_id=message.pk,
        last_customer_message_id=message.pk if from_customer else F("last_customer_message_id"),
        activity_at=Greatest("activity_at", Value(message.at)),
        # What the bot or a rule says is no answer of the staff: the customer is still waiting for one.
        **({"waiting_since": Coalesce("waiting_since", Value(message.at))} if from_customer else {}),
        **(
            {"waiting_since": None, "first_reply_at": Coalesce("first_reply_at", Value(message.at))}
            if by_person
            else {}
        ),
        message_count=F("message_count") + 1,
        version=F("version") + 1,
    )


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
