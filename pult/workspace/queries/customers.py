"""What the customers' area shows."""

from django.db.models import Count, QuerySet

from pult.conversations.models import Conversation
from pult.customers import queries as customers
from pult.customers.models import Company, Customer, Identity
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page

MOST_FOUND = 50
MOST_CONVERSATIONS = 30


def customer_page(
    actor: Actor, text: str, *, after: str | None = None, before: str | None = None
) -> Page[Customer]:
    """Customers by name; with a text those whom it finds."""
    if text:
        return Page(rows=customers.search(actor, text, limit=MOST_FOUND), after=None, before=None)
    everybody = Customer.objects.visible_to(actor).select_related("company").prefetch_related("identities")
    return keyset_page(everybody, ("name", "id"), after=after, before=before)


def company_page(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Company]:
    """Companies by name, with how many customers belong to each."""
    companies = Company.objects.visible_to(actor).annotate(people=Count("customers"))
    return keyset_page(companies, ("name", "id"), after=after, before=before)


def conversations_of(customer: Customer, actor: Actor) -> list[Conversation]:
    """A customer's latest conversations, as far as this person may read them."""
    seen = Conversation.objects.visible_to(actor).filter(customer=customer, merged_into=None)
    return list(
        seen.select_related("department", "assignee__person").order_by("-activity_at", "-id")[
            :MOST_CONVERSATIONS
        ]
    )


def identities_open_to(actor: Actor) -> QuerySet[Identity]:
    """The identities of the customers whom this person may see."""
    seen = Customer.objects.visible_to(actor)
    return Identity.objects.filter(customer__in=seen).select_related("customer")
