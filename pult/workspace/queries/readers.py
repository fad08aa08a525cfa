"""Who can see a conversation, by name."""

from typing import NamedTuple

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.customers.models import Company, Customer
from pult.customers.queries import names_of_insiders
from pult.inboxes.queries import names_inside
from pult.workforce.models import Department

SHOWN = 60


class Restriction(NamedTuple):
    """Why something is not for everybody, and for whom it is."""

    words: str
    names: list[str]


def readers_of(conversation: Conversation) -> list[Person]:
    """Everybody who can open a conversation, by name: role, department, door and customer, as lists take them."""
    inside = _inside(conversation)
    theirs = Prefetch("member__departments", Department.objects.only("pk"))
    people = Person.objects.active().select_related("member").prefetch_related(theirs).order_by("name", "pk")
    return [one for one in people if (inside is None or one.pk in inside) and _is_allowed(one, conversation)]


def restrictions_of(conversation: Conversation) -> list[Restriction]:
    """What keeps a conversation for some people only: its door, its customer, their company."""
    found, customer, door = [], conversation.customer, conversation.inbox
    if door is not None and door.is_restricted:
        words = _("The inbox “%(name)s” is restricted. What comes in there is for these only:")
        found.append(Restriction(words % {"name": door.name}, names_inside(door)))
    return found + restrictions_on(customer)


def restrictions_on(customer: Customer) -> list[Restriction]:
    """What keeps a customer for some people only: themselves, their company."""
    found = []
    if customer.is_restricted:
        words = _("%(name)s is restricted. Their page and all that they write about are for these only:")
        found.append(Restriction(words % {"name": customer.name}, names_of_insiders(customer)))
    return found + (restrictions_on_company(customer.company) if customer.company else [])


def restrictions_on_company(company: Company) -> list[Restriction]:
    """What keeps a company and its people for some people only."""
    if not company.is_restricted:
        return []
    words = _(
        "The company %(name)s is restricted. Its page, its people and all that they write are for these only:"
    )
    return [Restriction(words % {"name": company.name}, names_of_insiders(company))]


def _inside(conversation: Conversation) -> set[int] | None:
    door, customer, firm = conversation.inbox, conversation.customer, conversation.customer.company
    found = []
    if door is not None and door.is_restricted:
        through = Q(member__departments__in=door.inner_departments.values("pk"))
        found.append(Person.objects.filter(Q(pk__in=door.insiders.values("pk")) | through))
    if customer.is_restricted:
        found.append(customer.insiders.all())
    if firm is not None and firm.is_restricted:
        found.append(firm.insiders.all())
    return set.intersection(*(set(one.values_list("pk", flat=True)) for one in found)) if found else None


def _is_allowed(person: Person, conversation: Conversation) -> bool:
    actor = person.actor
    if actor.has(Right.READ_ALL):
        return True
    member = getattr(person, "member", None)
    here = member is not None and conversation.department_id in {one.pk for one in member.departments.all()}
    return actor.has(Right.READ) and (here or conversation.assignee_id == person.pk)
