"""A filled-in form becomes a message; the answer goes out by mail."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.brands import queries as brands
from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.operations.intake import Received
from pult.conversations.types import Inbound, Outcome, Sender
from pult.customers.types import IdentityKind
from pult.gateways.email import operations as mail
from pult.gateways.email.queries import mailbox_of
from pult.gateways.forms.models import ContactForm, Submission
from pult.gateways.forms.types import Filled
from pult.knowledge.queries import finding
from pult.knowledge.types import Reader, SearchSource
from pult.moderation import queries as moderation

from .visits import note_sent


@transaction.atomic
def submit(form: ContactForm, filled: Filled, *, at: datetime | None = None) -> Received:
    """Take in what somebody has filled in: readable in the message, and kept field by field. Twice counts once."""
    at = at or timezone.now()
    received = conversations.receive(
        Inbound(
            intake_key=f"form:{filled.ticket.hex}",
            external_id="",
            sender=Sender(kind=IdentityKind.EMAIL, value=filled.email, name=filled.name),
            subject=filled.subject,
            text=readable(filled),
            attachments=filled.uploads,
            language=filled.language,
            at=at,
            spam=moderation.at_the_door(filled.email).suspicion,
        ),
        inbox=form.inbox,
    )
    if received.outcome != Outcome.DUPLICATE:
        Submission.objects.create(
            form=form,
            message=received.message,
            values=[
                {"key": one.key, "label": one.label, "kind": one.kind, "value": one.value}
                for one in filled.values
            ],
            language=filled.language,
            sent_at=at,
        )
        note_sent(form, filled.ticket, at=at)
        if form.suggests:
            # Remembered once, when it is sent: what no article answers becomes a gap for those who write them.
            reader = Reader(brand_id=brands.asked_at(form.inbox.brand_id))
            finding.find(filled.subject, reader=reader, language=filled.language, record=SearchSource.FORM)
    return received


def readable(filled: Filled) -> str:
    """What was told, as an agent reads it."""
    lines = [
        f"{one.label}: {one.text}" if "\n" not in one.text else f"{one.label}:\n{one.text}"
        for one in filled.values
    ]
    return "\n\n".join(part for part in ("\n".join(lines), filled.text.strip()) if part)


def answer_by_mail(message_id: int) -> None:
    """Send a reply from the mailbox of the department."""
    message = Message.objects.select_related("conversation__inbox").filter(pk=message_id).first()
    if message is not None:
        mail.queue_reply(message_id, through=mailbox_of(message.conversation))
