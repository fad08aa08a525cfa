"""Writing: replies, internal notes, conversations that the staff begins, and what became of a reply."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import Empty, IsClosed, NewerMessage
from pult.conversations.events import ConversationOpened, DeliveryRecorded, NoteAdded, ReplyPosted
from pult.conversations.mentions import AT, named_in
from pult.conversations.models import Conversation, Draft, Message
from pult.conversations.types import MENTIONS, Delivery, MessageKind, Status, Upload
from pult.customers.models import Customer
from pult.foundation.actors import Actor
from pult.foundation.database.inserting import insert
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.events import publish
from pult.inboxes.models import Inbox
from pult.workforce.models import Member

from .entries import add_message, let_take_part, place
from .leading import follow
from .putting import WrittenBefore
from .status import change_status, check_no_spam

P = ParamSpec("P")
MESSAGES: KeptModels[Message] = KeptModels()
HELD: KeptModels[Conversation] = KeptModels()


def _once(verb: Callable[P, Message]) -> Callable[P, Message]:
    """What is sent twice at the same moment, with one key, is written once; both hear which message it is."""

    @wraps(verb)
    def written(*args: P.args, **kwargs: P.kwargs) -> Message:
        try:
            return verb(*args, **kwargs)
        except WrittenBefore:
            if (repeat := sent_before(kwargs.get("client_key"))) is None:  # type: ignore[arg-type]
                raise
            return repeat

    return written


@_once
@transaction.atomic
def reply(
    conversation: Conversation,
    *,
    by: Actor,
    text: str,
    html: str = "",
    attachments: Iterable[Upload] = (),
    client_key: str | None = None,
    seen_message_id: int | None = None,
    then: Status | None = None,
    snooze_until: datetime | None = None,
    extras: Mapping[str, Any] | None = None,
    keeps_draft: bool = False,
    at: datetime | None = None,
) -> Message:
    """Answer the customer, and say how the conversation stands after that.

    `client_key` makes a repeated send harmless; `seen_message_id` is the newest message the writer had read.
    """
    at, uploads = at or timezone.now(), tuple(attachments)
    held = _held_to_answer(conversation, by, client_key, drops_draft=not keeps_draft)
    check_not_empty(text, uploads)
    check_still_true(held, seen_message_id)
    before = held.first_reply_at, held.waiting_since
    message = add_message(
        held,
        attachments=uploads,
        kind=MessageKind.REPLY,
        at=at,
        **_author(by),
        text=text,
        html=html,
        client_key=client_key or uuid.uuid4().hex,
        delivery=Delivery.QUEUED,
        extras=dict(extras or {}),
    )
    _announce_reply(held, message, by=by, before=before)
    _stand_after(held, then, snooze_until, by=by, at=at)
    return message


def _stand_after(
    conversation: Conversation, then: Status | None, until: datetime | None, *, by: Actor, at: datetime
) -> None:
    """As the writer says; without a word on it as it stood, asleep until the same moment if it slept."""
    until = until if then is not None else conversation.snoozed_until
    status = then or _after_reply(conversation, by)
    own_id = conversation.own_status_id if then is None and status == conversation.status else None
    change_status(conversation, status, by=by, at=at, snoozed_until=until, own_id=own_id)


def _announce_reply(
    conversation: Conversation,
    message: Message,
    *,
    by: Actor,
    before: tuple[datetime | None, datetime | None],
) -> None:
    first_reply_at, waiting_since = before
    publish(
        ReplyPosted(
            **place(conversation, by=by.ref, at=message.at),
            message_id=message.pk,
            author_id=message.author_id,
            channel=conversation.channel,
            inbox_id=conversation.inbox_id,
            is_first=by.is_person and first_reply_at is None,
            opened_at=conversation.opened_at,
            waiting_since=waiting_since,
        )
    )


@_once
@transaction.atomic
def note(
    conversation: Conversation,
    *,
    by: Actor,
    text: str,
    attachments: Iterable[Upload] = (),
    client_key: str | None = None,
    at: datetime | None = None,
) -> Message:
    """Write an internal note that the customer never sees."""
    if (repeat := sent_before(client_key)) is not None:
        return repeat
    uploads = tuple(attachments)
    check_not_empty(text, uploads)
    at, called = at or timezone.now(), mentioned_in(text)
    message = add_message(
        conversation,
        attachments=uploads,
        kind=MessageKind.NOTE,
        at=at,
        **_author(by),
        text=text,
        client_key=client_key or uuid.uuid4().hex,
        extras={MENTIONS: list(called.values())} if called else {},
    )
    conversation = follow(conversation, message)
    _drop_draft(conversation, by, MessageKind.NOTE)
    where = place(conversation, by=by.ref, at=at)
    publish(
        NoteAdded(**where, message_id=message.pk, author_id=message.author_id, mentioned_ids=list(called))
    )
    return message


def mentioned_in(text: str) -> dict[int, str]:
    """Which colleagues a note calls by name. Of two with one name, both."""
    if AT not in text:
        return {}
    people = dict(Member.objects.at_work().values_list("pk", "person__name"))
    names = named_in(text, people.values())
    return {pk: name for pk, name in people.items() if name in names}


def open_conversation(
    customer: Customer,
    *,
    inbox: Inbox,
    subject: str,
    text: str,
    by: Actor,
    attachments: Iterable[Upload] = (),
    client_key: str | None = None,
    address: str = "",
    at: datetime | None = None,
) -> Conversation:
    """Write to a customer first: to all their addresses, or to the one that is named."""
    if (repeat := sent_before(client_key)) is not None:
        return repeat.conversation
    if not subject.strip():
        raise Empty(_("Please give the conversation a subject."))
    at = at or timezone.now()
    try:
        with transaction.atomic():
            conversation = _begun(customer, inbox, subject, at=at)
            _let_take_part(conversation, customer, address)
            _open_with(conversation, by=by, text=text, uploads=tuple(attachments), key=client_key, at=at)
    except WrittenBefore:
        # The same was sent twice at the same moment: the other one stands, and nothing of this one.
        if (repeat := sent_before(client_key)) is None:
            raise
        return repeat.conversation
    return conversation


def _begun(customer: Customer, inbox: Inbox, subject: str, *, at: datetime) -> Conversation:
    begun = Conversation(
        subject=subject.strip()[:250],
        channel=inbox.channel,
        inbox=inbox,
        department_id=inbox.department_id,
        is_apart=inbox.is_apart,
        customer=customer,
        language=customer.language or inbox.language,
        opened_at=at,
        activity_at=at,
    )
    insert(begun)
    return begun


def _open_with(
    conversation: Conversation,
    *,
    by: Actor,
    text: str,
    uploads: tuple[Upload, ...],
    key: str | None,
    at: datetime,
) -> None:
    message = reply(conversation, by=by, text=text, attachments=uploads, client_key=key, at=at)
    if message.conversation_id != conversation.pk:
        raise WrittenBefore
    conversation.refresh_from_db()
    _announce_opening(conversation, message, by=by)


def _announce_opening(conversation: Conversation, message: Message, *, by: Actor) -> None:
    publish(
        ConversationOpened(
            **place(conversation, by=by.ref, at=message.at),
            customer_id=conversation.customer_id,
            channel=conversation.channel,
            inbox_id=conversation.inbox_id,
            message_id=message.pk,
        )
    )


@transaction.atomic
def record_delivery(
    message: Message,
    delivery: Delivery,
    *,
    by: Actor,
    detail: str = "",
    external_id: str = "",
    at: datetime | None = None,
) -> None:
    """Write down what became of a reply: sent, failed, or come back."""
    at = at or timezone.now()
    values = {"delivery": delivery, "delivery_detail": detail[:500], "delivery_at": at}
    if external_id:
        values["external_id"] = external_id
    Message.objects.filter(pk=message.pk).update(**values)
    where = place(message.conversation, by=by.ref, at=at)
    publish(DeliveryRecorded(**where, message_id=message.pk, delivery=delivery, detail=detail[:500]))


def _let_take_part(conversation: Conversation, customer: Customer, address: str) -> None:
    known = customer.identities.filter(value=address) if address else customer.identities.all()
    let_take_part(conversation, [(one.kind, one.value, customer.name) for one in known])


def sent_before(client_key: str | None) -> Message | None:
    """What was written with this key already, if anything was."""
    if client_key is None:
        return None
    return MESSAGES.first("sent before", _by_key, {"key": client_key})


def _by_key(slots: Mapping[str, Any]) -> QuerySet[Message]:
    return Message.objects.filter(client_key=slots["key"]).select_related("conversation")


def check_not_empty(text: str, uploads: tuple[Upload, ...]) -> None:
    """Refuse a message that says nothing and brings nothing."""
    if not text.strip() and not uploads:
        raise Empty(_("There is nothing to send yet."))


def _author(by: Actor) -> dict[str, Any]:
    return {"author_id": by.id if by.is_person else None, "author_name": by.name[:160]}


def _held_to_answer(
    conversation: Conversation, by: Actor, client_key: str | None, *, drops_draft: bool
) -> Conversation:
    """The row is locked so that a message of the customer cannot slip in between the check and the reply.

    What the writer has begun to write is this very message, unless it was written long before. Raises `WrittenBefore`
    when a message with this key stands already.
    """
    told: dict[str, int | str] = {
        "conversation": conversation.pk,
        "key": client_key or "",
        "person": by.person_id or 0,
    }
    held: Any = HELD.first("held to answer", _to_answer, told)
    if held is None:
        raise Conversation.DoesNotExist
    if held.is_repeat:
        raise WrittenBefore
    if held.has_draft and drops_draft:
        _drop_draft(held, by, MessageKind.REPLY)
    answered: Conversation = held
    return answered


def _to_answer(slots: Mapping[str, Any]) -> QuerySet[Conversation]:
    drafts = Draft.objects.filter(
        conversation=OuterRef("pk"), person_id=slots["person"], kind=MessageKind.REPLY
    )
    return (
        Conversation.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=slots["conversation"])
        .annotate(
            has_draft=Exists(drafts),
            is_repeat=Exists(Message.objects.filter(client_key=slots["key"])),
        )
    )


def check_still_true(conversation: Conversation, seen_message_id: int | None) -> None:
    """Refuse an answer to what is closed or merged, or to a customer who has written again since."""
    if conversation.merged_into_id is not None:
        raise IsClosed(
            _("This conversation goes on in #%(number)s. Write there.")
            % {"number": conversation.merged_into_id}
        )
    check_no_spam(conversation)
    if conversation.status == Status.CLOSED:
        raise IsClosed(_("This conversation is closed. Start a new one that follows it."))
    if seen_message_id is not None and conversation.last_customer_message_id > seen_message_id:
        raise NewerMessage(_("The customer has written again. Read it before you send; your text is kept."))


def _after_reply(conversation: Conversation, by: Actor) -> Status:
    """A person who answers has taken it up; after the bot or a rule it is as new as before."""
    taken_up = by.is_person and conversation.status == Status.NEW
    return Status.OPEN if taken_up else Status(conversation.status)


def _drop_draft(conversation: Conversation, by: Actor, kind: MessageKind) -> None:
    if by.is_person:
        Draft.objects.filter(conversation=conversation, person_id=by.person_id, kind=kind).delete()
