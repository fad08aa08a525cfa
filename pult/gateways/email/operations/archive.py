"""Mail of the past, as the archive of the conversations takes it."""

from dataclasses import replace
from datetime import UTC, datetime

from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.types import MessageKind, Outcome, Sender
from pult.customers.types import IdentityKind
from pult.gateways.email.inbound import as_inbound
from pult.gateways.email.letter import Letter
from pult.gateways.email.models import RawMail

FIRST_MAIL = datetime(1982, 8, 13, tzinfo=UTC)  # RFC 822


def put_away(mail: RawMail, letter: Letter, own: frozenset[str]) -> conversations.Received | None:
    """Into the archive of its inbox; nothing for what names nobody outside the house."""
    if mail.inbox is None:
        return None
    inbound = as_inbound(
        letter,
        key=mail.intake_key,
        envelope_to=mail.envelope_to,
        own=own,
        inbox=mail.inbox,
        at=written_at(letter, mail.received_at),
    )
    if inbound.sender.value.lower() not in own:
        return conversations.put_away(inbound, inbox=mail.inbox) if "@" in inbound.sender.value else None
    sent = (
        Message.objects.filter(external_id=letter.message_id, kind=MessageKind.REPLY)
        if letter.message_id
        else None
    )
    if sent is not None and (reply := sent.select_related("conversation").first()) is not None:
        return conversations.Received(
            outcome=Outcome.DUPLICATE, conversation=reply.conversation, message=reply
        )
    other = next(iter((*inbound.envelope.to, *inbound.envelope.cc)), None)
    if other is None:
        return None
    to = Sender(kind=IdentityKind.EMAIL, value=other[1][:254], name=other[0][:160])
    return conversations.put_away(
        replace(inbound, sender=to), inbox=mail.inbox, answered_by=letter.sender.name or mail.inbox.name
    )


def written_at(letter: Letter, kept_at: datetime) -> datetime:
    """The date of the mail, unless it cannot be true; then when its server kept it."""
    said = letter.date
    if said is None or said.tzinfo is None or not FIRST_MAIL <= said <= kept_at:
        return kept_at
    return said
