"""Splitting: messages about another matter become a conversation of their own. Merging makes it one again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import CannotSplit, Empty
from pult.conversations.events import ConversationOpened, ConversationSplit, ConversationSplitOff
from pult.conversations.models import Conversation, Message, Participant, Split
from pult.conversations.queries.insiders import lets_in
from pult.conversations.types import ASIDE, MessageKind, Status
from pult.customers.models import Identity
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.inboxes.types import Channel

from .entries import hold, place, touch
from .indexing import index_again
from .moving import move_messages, recount

CHATS = (Channel.CHAT, Channel.CALL)


@transaction.atomic
def split(
    conversation: Conversation,
    *,
    messages: Iterable[int],
    subject: str,
    by: Actor,
    at: datetime | None = None,
) -> Conversation:
    """Let these messages begin a conversation of their own, which goes to whoever has this one."""
    at = at or timezone.now()
    source = hold(conversation.pk)
    if source is None:
        raise Conversation.DoesNotExist
    chosen = _chosen(source, messages)
    if not subject.strip():
        raise Empty(_("Please give the conversation a subject."))
    made = Conversation.objects.create(**_like(source, chosen, subject, at))
    if made.assignee_id is not None and not lets_in(made, made.assignee_id):
        touch(made, assignee=None)
    Split.objects.create(source=source, made=made, person_id=by.person_id, at=at)
    _let_take_part(source, made, chosen)
    move_messages([one.pk for one in chosen], source.pk, made.pk)
    recount(made)
    recount(source)
    touch(made, activity_at=at)
    touch(source, waiting_since=_waits_since(list(source.messages.order_by("pk"))))
    index_again(made)
    index_again(source)
    _announce(source, made, chosen, by=by, at=at)
    return made


def _chosen(source: Conversation, messages: Iterable[int]) -> list[Message]:
    """The messages, if they may go: something that the customer or the staff said goes, and something stays."""
    if source.merged_into_id is not None or source.status == Status.CLOSED:
        raise CannotSplit(_("What is closed or merged stays as it is."))
    if source.channel in CHATS:
        raise CannotSplit(_("Chats and calls stay on their own."))
    said = list(source.messages.order_by("pk"))
    keys = set(messages)
    chosen = [one for one in said if one.pk in keys]
    if not any(one.kind not in ASIDE for one in chosen):
        raise CannotSplit(_("Choose one message at least that the customer or you have written."))
    if not any(one.kind not in ASIDE for one in said if one.pk not in keys):
        raise CannotSplit(_("Something has to stay. Rename the conversation if all of it is another matter."))
    return chosen


def _like(source: Conversation, chosen: Sequence[Message], subject: str, at: datetime) -> dict[str, Any]:
    """A conversation like this one, of whoever wrote the first of these messages; its time begins now.

    What was said to a customer who is for some colleagues only stays theirs: it is not carried out to all.
    """
    writer = source.customer_id if source.customer.is_for_some else _writer_of(chosen, source.customer_id)
    replied = next((one.at for one in chosen if _is_answer(one)), None)
    return {
        "subject": subject.strip()[:250],
        "status": Status.NEW if replied is None else Status.OPEN,
        "priority": source.priority,
        "channel": source.channel,
        "inbox_id": source.inbox_id,
        "department_id": source.department_id,
        "assignee_id": source.assignee_id,
        "customer_id": writer,
        "follows": source,
        "language": source.language,
        "is_synthetic": source.is_synthetic,
        "is_apart": source.is_apart,
        "opened_at": at,
        "activity_at": at,
        "first_reply_at": replied,
        "waiting_since": _waits_since(chosen),
    }


def _writer_of(chosen: Sequence[Message], otherwise: int) -> int:
    return next((one.customer_id for one in chosen if one.customer_id is not None), otherwise)


def _is_answer(message: Message) -> bool:
    return message.kind == MessageKind.REPLY and message.author_id is not None


def _waits_since(said: Sequence[Message]) -> datetime | None:
    """The oldest message of the customer after the last answer of a person."""
    waiting: datetime | None = None
    for one in said:
        if _is_answer(one):
            waiting = None
        elif one.kind == MessageKind.CUSTOMER and waiting is None:
            waiting = one.at
    return waiting


def _let_take_part(source: Conversation, made: Conversation, chosen: Sequence[Message]) -> None:
    """Whoever wrote these messages, and everybody whom they named: nobody else reads what follows."""
    writers = {made.customer_id, *(one.customer_id for one in chosen if one.customer_id is not None)}
    theirs = set(Identity.objects.filter(customer__in=writers).values_list("kind", "value"))
    named = {
        address.casefold()
        for one in chosen
        for _name, address in (*one.envelope.get("to", ()), *one.envelope.get("cc", ()))
    }
    Participant.objects.bulk_create(
        Participant(conversation=made, kind=one.kind, value=one.value, name=one.name)
        for one in source.participants.order_by("pk")
        if (one.kind, one.value) in theirs or one.value in named
    )


def _announce(
    source: Conversation, made: Conversation, chosen: Sequence[Message], *, by: Actor, at: datetime
) -> None:
    publish(ConversationSplit(**place(source, by=by.ref, at=at), made_id=made.pk, messages=len(chosen)))
    where = place(made, by=by.ref, at=at)
    publish(
        ConversationOpened(
            **where,
            customer_id=made.customer_id,
            channel=made.channel,
            inbox_id=made.inbox_id,
            message_id=chosen[0].pk,
            split_from_id=source.pk,
            is_owed=made.waiting_since is not None,
        )
    )
    publish(ConversationSplitOff(**where, from_id=source.pk))
