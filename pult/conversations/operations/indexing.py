"""Keeping what messages can be found by true: after a new name, or a newer analyser."""

from collections.abc import Iterable
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet

from pult.conversations.models import Conversation, Message, MessageIndex
from pult.foundation.text.codes import VERSION, codes, keys_of

from .vocabulary import learn

AT_ONCE = 500


@transaction.atomic
def index_again(conversation: Conversation) -> None:
    """Index the first message of a conversation again, because its subject has changed."""
    if not conversation.is_apart:
        _write(conversation.messages.order_by("id")[:1])


def index_outdated() -> int:
    """Index some messages whose keys an older analyser made, or that have none. Returns how many."""
    outdated = MessageIndex.objects.exclude(analyser=VERSION).order_by("-message_id")
    found = list(outdated.values_list("message_id", flat=True)[:AT_ONCE])
    with transaction.atomic():
        _write(Message.objects.filter(pk__in=found))
    return len(found)


def index_anew(found: "QuerySet[MessageIndex]") -> None:
    """Find these messages by what they are now, such as after their files are gone."""
    _write(Message.objects.filter(pk__in=list(found.values_list("message_id", flat=True))))


def _write(messages: Iterable[Message]) -> None:
    rows = list(messages)
    firsts = _firsts({message.conversation_id for message in rows})
    files: dict[int, list[str]] = {}
    for key, name in Message.objects.filter(
        pk__in=[row.pk for row in rows], attachments__isnull=False
    ).values_list("pk", "attachments__name"):
        files.setdefault(key, []).append(name)
    found_by = {
        message.pk: keys_of(message.text, *files.get(message.pk, ()), title=firsts.get(message.pk, ""))
        for message in rows
    }
    MessageIndex.objects.bulk_create(
        [
            MessageIndex(
                message=message,
                conversation_id=message.conversation_id,
                codes=codes(found_by[message.pk]),
                analyser=VERSION,
            )
            for message in rows
        ],
        update_conflicts=True,
        unique_fields=["message"],
        update_fields=["codes", "analyser"],
    )
    learn(chain.from_iterable(found_by.values()))


def _firsts(conversations: set[int]) -> dict[int, str]:
    """The first message of each conversation, with its subject."""
    first = (
        Message.objects.filter(conversation__in=conversations)
        .order_by("conversation_id", "id")
        .distinct("conversation_id")
    )
    return dict(first.values_list("pk", "conversation__subject"))
