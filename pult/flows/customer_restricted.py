"""What happens when a customer is restricted: outsiders see nothing of them already; nothing stays with them.

So it is as well where somebody comes to be restricted otherwise: by the company in which they are placed, or merged.
"""

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.queries import lets_in
from pult.customers import queries as customers
from pult.customers.events import CompanyRestricted, CustomerChanged, CustomerMerged, CustomerRestricted
from pult.customers.models import Customer, restricted_customers
from pult.foundation.actors import SYSTEM
from pult.foundation.events import Event, subscribe
from pult.routing import operations as routing
from pult.workforce.models import Member, MemberQuerySet


@subscribe(CustomerRestricted)
def customer_restricted(event: CustomerRestricted) -> None:
    """What somebody outside had of them on the desk goes back to its department, and from there to somebody inside."""
    _give_back(Conversation.objects.filter(customer=event.customer_id), event)


@subscribe(CompanyRestricted)
def company_restricted(event: CompanyRestricted) -> None:
    """The same with what all the people of a company have open."""
    _give_back(Conversation.objects.filter(customer__company=event.company_id), event)


@subscribe(CustomerChanged)
def customer_changed(event: CustomerChanged) -> None:
    """Somebody may have been placed in a company that is restricted."""
    _if_restricted(event.customer_id, event)


@subscribe(CustomerMerged)
def customer_merged(event: CustomerMerged) -> None:
    """Somebody may have turned out to be a customer who is restricted; what moves still is theirs already."""
    _if_restricted(event.into_id, event, event.customer_id)


def _if_restricted(customer_id: int, event: Event, *others: int) -> None:
    if Customer.objects.filter(restricted_customers(), pk=customer_id).exists():
        theirs = Conversation.objects.filter(customer__in=[customer_id, *others])
        _give_back(theirs, event, inside=Member.objects.filter(customers.lets_in(customer_id)))


def _give_back(theirs: ConversationQuerySet, event: Event, *, inside: MemberQuerySet | None = None) -> None:
    for conversation in theirs.unresolved().filter(assignee__isnull=False).order_by("pk"):
        has_it = conversation.assignee_id or 0
        if lets_in(conversation, has_it) and (inside is None or inside.filter(pk=has_it).exists()):
            continue
        conversations.assign(conversation, to=None, by=SYSTEM, at=event.at)
        routing.place(conversation, at=event.at)
