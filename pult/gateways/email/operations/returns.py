"""Mail about our own mail: what came back, and what a program answered."""

from collections.abc import Iterable
from datetime import datetime

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, MessageKind
from pult.customers import operations as customers
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish
from pult.gateways.email.addresses import conversation_in
from pult.gateways.email.events import MailReturned
from pult.gateways.email.letter import Kind, Letter, Recipient
from pult.gateways.email.models import OutgoingMail
from pult.gateways.email.types import Progress
from pult.surveys import operations as surveys


def note_return(letter: Letter, envelope_to: Iterable[str], *, at: datetime) -> int | None:
    """Write a bounce on the message that came back; mark addresses that do not exist. Returns the message's id."""
    if letter.kind is not Kind.BOUNCE:
        return None
    failed = [each for each in letter.recipients if each.status.startswith("5") or each.permanent]
    for recipient in failed:
        if recipient.permanent:
            customers.mark_undeliverable(IdentityKind.EMAIL, recipient.address, at=at)
    _fail_system_mail(letter, failed, at=at)
    message = _returned_message(letter, envelope_to)
    if message is not None and failed:
        conversations.record_delivery(
            message, Delivery.BOUNCED, by=SYSTEM, detail="; ".join(map(_in_words, failed)), at=at
        )
    return message.pk if message else None


def _in_words(recipient: Recipient) -> str:
    said = " ".join(recipient.words.split())[:200]
    return f"{recipient.address}: {recipient.status} {said}".strip()


def _fail_system_mail(letter: Letter, failed: list[Recipient], *, at: datetime) -> None:
    """An invitation or a survey that came back is not sent, whatever the first server said."""
    if failed:
        OutgoingMail.objects.filter(
            message=None, external_id__in=letter.returned_ids, progress=Progress.SENT
        ).update(progress=Progress.FAILED, sent_at=None, answer=_in_words(failed[0])[:500])
        surveys.mark_bounced(letter.returned_ids)
        publish(MailReturned(message_ids=list(letter.returned_ids), by=SYSTEM.ref, at=at))


def _returned_message(letter: Letter, envelope_to: Iterable[str]) -> Message | None:
    """By the Message-ID that the bounce quotes, else the last reply of the conversation it was sent to."""
    replies = Message.objects.filter(kind=MessageKind.REPLY).select_related("conversation").order_by("-pk")
    ids = (*letter.returned_ids, *letter.thread_ids)
    found = replies.filter(external_id__in=ids).first() if ids else None
    if found is not None:
        return found
    numbers = [number for number in map(conversation_in, addressed(letter, envelope_to)) if number]
    if not numbers:
        return None
    sent_from = [conversations.root_of(one).pk for one in Conversation.objects.filter(pk__in=numbers)]
    return replies.filter(conversation_id__in=sent_from).first()


def addressed(letter: Letter, envelope_to: Iterable[str]) -> list[str]:
    """Every address a mail was sent to."""
    return [*envelope_to, *(each.address for each in (*letter.to, *letter.cc))]


def note_automatic_answer(letter: Letter, envelope_to: Iterable[str]) -> int | None:
    """Keep an automatic answer as a note: it opens nothing, wakes nobody and stops no clock."""
    conversation = _conversation_of(letter, envelope_to)
    if conversation is None:
        return None
    sender = letter.sender.name or letter.sender.address
    text = f"{sender}: {letter.subject}\n\n{letter.reply.text}".strip()
    key = f"auto:{letter.message_id}"[:64] if letter.message_id else None
    return conversations.note(conversation, by=SYSTEM, text=text, client_key=key).pk


def _conversation_of(letter: Letter, envelope_to: Iterable[str]) -> Conversation | None:
    numbers = [number for number in map(conversation_in, addressed(letter, envelope_to)) if number]
    if numbers:
        return Conversation.objects.filter(pk__in=numbers).first()
    ids = letter.thread_ids
    found = Message.objects.filter(external_id__in=ids).select_related("conversation").last() if ids else None
    takes_part = found and found.conversation.participants.filter(
        kind=IdentityKind.EMAIL, value=customers.normalised(IdentityKind.EMAIL, letter.sender.address)
    )
    return found.conversation if found and takes_part and takes_part.exists() else None
