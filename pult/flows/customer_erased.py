"""What happens when a person is erased: conversation by conversation, door by door, and their own page at the end."""

from django.db.models import Q

from pult.assistant import operations as assistant
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.customers import operations as customers
from pult.customers.events import CustomerErasureAsked
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.feedback import operations as feedback
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.gateways.chat import operations as chat
from pult.gateways.email import operations as email
from pult.gateways.tables import operations as tables
from pult.moderation import operations as moderation
from pult.panels import operations as panels
from pult.surveys import operations as surveys

PORTION = 100


@subscribe(CustomerErasureAsked)
def erase_portion(event: CustomerErasureAsked) -> None:
    """The next conversations; after the last of them everything else."""
    customer = Customer.objects.filter(pk=event.customer_id, erased_at=None).first()
    if customer is None:
        return
    theirs = Conversation.objects.filter(customer=customer, is_apart=False, pk__gt=event.after_id)
    found = list(theirs.order_by("pk")[:PORTION])
    for conversation in found:
        said = _said_in(conversation)
        email.forget_originals(said)
        email.forget_answers(said)
        assistant.forget_conversation(conversation, by=SYSTEM)
        conversations.erase_content(conversation, called=customers.called(customer.pk), by=SYSTEM)
    if len(found) == PORTION:
        customers.go_on_erasing(customer.pk, after=found[-1].pk, by=event.by, at=event.at)
    else:
        _erase_the_person(customer, event)


def _said_in(conversation: Conversation) -> list[int]:
    """The messages of a conversation and of those beside it."""
    here = Q(conversation=conversation) | Q(conversation__side__parent=conversation)
    return list(Message.objects.filter(here).values_list("pk", flat=True))


def _erase_the_person(customer: Customer, event: CustomerErasureAsked) -> None:
    identities = list(customer.identities.values_list("kind", "value"))
    for kind, value in identities:
        if kind == IdentityKind.EMAIL:
            surveys.forget(value, by=SYSTEM)
            email.forget_own_mail(value)
            email.forget_mail_from(value)
            moderation.forget_sender(value)
    addresses = [value for _kind, value in identities]
    asked = Message.objects.filter(conversation__customer=customer, conversation__side__isnull=False)
    email.forget_originals(asked.values_list("pk", flat=True))
    conversations.erase_asked(customer.pk, by=SYSTEM)
    conversations.erase_traces(customer.pk, addresses, called=customers.called(customer.pk), by=SYSTEM)
    feedback.forget_customer(customer, by=SYSTEM)
    chat.forget_visitors(customer, by=SYSTEM)
    panels.forget_answers_about(customer)
    tables.forget_tables_with(customer.name, identities, by=SYSTEM)
    customers.erase_customer(customer, by=event.by, at=event.at)
