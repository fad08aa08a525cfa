"""What happens when a customer is restricted: outsiders see nothing of them already; nothing stays with them."""

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.queries import lets_in
from pult.customers.events import CompanyRestricted, CustomerRestricted
from pult.foundation.actors import SYSTEM
from pult.foundation.events import Event, subscribe
from pult.routing import operations as routing


@subscribe(CustomerRestricted)
def customer_restricted(event: CustomerRestricted) -> None:
    """What somebody outside had of them on the desk goes back to its department, and from there to somebody inside."""
    _give_back(Conversation.objects.filter(customer=event.customer_id), event)


@subscribe(CompanyRestricted)
def company_restricted(event: CompanyRestricted) -> None:
    """The same with what all the people of a company have open."""
    _give_back(Conversation.objects.filter(customer__company=event.company_id), event)


def _give_back(theirs: ConversationQuerySet, event: Event) -> None:
    for conversation in theirs.unresolved().filter(assignee__isnull=False).order_by("pk"):
        if conversation.assignee_id and not lets_in(conversation, conversation.assignee_id):
            conversations.assign(conversation, to=None, by=SYSTEM, at=event.at)
            routing.place(conversation, at=event.at)
