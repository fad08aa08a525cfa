"""What customers do with their own conversations in the portal. Everything comes in by the one entrance."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Participant
from pult.conversations.operations.intake import Received
from pult.conversations.types import Inbound, Outcome, Sender, Upload
from pult.customers.models import Customer
from pult.customers.queries import main_first
from pult.customers.types import IdentityKind
from pult.feedback import operations as feedback
from pult.feedback import queries as asking
from pult.feedback.types import State
from pult.fields.types import Given
from pult.foundation.errors import Invalid
from pult.inboxes.models import Inbox
from pult.portal.queries.requests import doors, readable
from pult.surveys.models import Invitation


@transaction.atomic
def answer_request(
    conversation: Conversation,
    *,
    by: Customer,
    text: str,
    key: UUID,
    uploads: tuple[Upload, ...] = (),
    at: datetime | None = None,
) -> Received:
    """A customer writes again; what was solved is open again. Sent twice, it counts once."""
    inbound = _inbound(by, conversation.subject, text, key, uploads, at, conversation=conversation.pk)
    return conversations.receive(inbound, inbox=_door_of(conversation))


@transaction.atomic
def begin_request(
    *,
    by: Customer,
    inbox: Inbox,
    subject: str,
    text: str,
    key: UUID,
    uploads: tuple[Upload, ...] = (),
    type_id: int | None = None,
    fields: Mapping[str, Given | None] = MappingProxyType({}),
    at: datetime | None = None,
) -> Received:
    """A customer asks something new, and says of which type it is. Sent twice, it counts once."""
    received = conversations.receive(_inbound(by, subject, text, key, uploads, at), inbox=inbox)
    if received.outcome != Outcome.DUPLICATE:
        conversations.tell(received.conversation, type_id, fields, by=by.actor, at=at)
    return received


@transaction.atomic
def solve_request(conversation: Conversation, *, by: Customer, at: datetime | None = None) -> None:
    """The customer says that it is solved."""
    if conversation.customer_id != by.pk:
        raise Invalid(_("Only whoever has asked can say that it is solved."))
    conversations.solve(conversation, by=by.actor, at=at)


@transaction.atomic
def ask_for_erasure(
    *, by: Customer, words: str, key: UUID, brand: Brand | None = None, at: datetime | None = None
) -> Received:
    """A customer wants their account closed and their data erased: a conversation for the desk, who decides."""
    asked = readable(by, brand).filter(customer=by)
    last = asked.select_related("inbox").order_by("-pk").first()
    inbox = _door_of(last) if last else _any_door(brand)
    text = _("Please close my account and erase what you know of me.")
    whole = f"{text}\n\n{words.strip()}".strip()
    subject = _("Please close my account and erase my data")
    return begin_request(by=by, inbox=inbox, subject=subject, text=whole, key=key, at=at)


@transaction.atomic
def invitation_to_rate(conversation: Conversation, *, by: Customer, at: datetime | None = None) -> Invitation:
    """The customer wants to rate now: whoever would be asked by mail later is asked here instead."""
    asked = asking.asked_about(conversation)
    if asked is None or conversation.customer_id != by.pk or asked.state == State.CANCELLED:
        raise Invalid(_("There is nothing to rate here."))
    found = feedback.mark_sent(asked, by=by.actor, at=at) or asking.invitation_of(asked)
    if found is None:
        raise Invalid(_("There is nothing to rate here."))
    return found


def _inbound(
    customer: Customer,
    subject: str,
    text: str,
    key: UUID,
    uploads: tuple[Upload, ...],
    at: datetime | None,
    *,
    conversation: int | None = None,
) -> Inbound:
    return Inbound(
        intake_key=f"portal:{customer.pk}:{key.hex}"[:64],
        external_id="",
        sender=Sender(kind=IdentityKind.EMAIL, value=_address_of(customer, conversation), name=customer.name),
        subject=subject,
        text=text,
        attachments=uploads,
        claimed_conversation=conversation,
        language="" if conversation else customer.language,
        at=at or timezone.now(),
    )


def _address_of(customer: Customer, conversation: int | None) -> str:
    """The address with which the customer takes part in a conversation, else their main one."""
    values = list(main_first(customer.identities.all()).values_list("value", flat=True))
    if not values:
        raise Invalid(_("We know no mail address of yours. Please write to us."))
    part = Participant.objects.filter(conversation=conversation, kind=IdentityKind.EMAIL, value__in=values)
    taking_part = set(part.values_list("value", flat=True)) if conversation else set()
    return next((one for one in values if one in taking_part), values[0])


def _door_of(conversation: Conversation) -> Inbox:
    if conversation.inbox is not None:
        return conversation.inbox
    own = doors(brands.house()).filter(department=conversation.department_id).first()
    return own or _any_door(brands.house())


def _any_door(brand: Brand | None) -> Inbox:
    found = doors(brand).first() or doors().first()
    if found is None:
        raise Invalid(_("There is no mailbox yet that could take this."))
    return found
