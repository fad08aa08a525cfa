"""What the customers' area shows."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from pult.conversations.models import Conversation
from pult.customers import queries as customers
from pult.customers.models import Company, Customer, CustomerMerge, Identity, Pair
from pult.customers.types import IdentityKind, Right
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.panels.models import SidePanel
from pult.retention.queries import hold_of_customer, holds_on_customer
from pult.retention.types import Right as Retention
from pult.workspace.queries.fields import Own, own_of

MOST_FOUND = 50
MOST_CONVERSATIONS = 30
MOST_NOTES = 50


@dataclass(frozen=True)
class Wanted:
    """Which customers a list shows."""

    company: int | None = None
    language: str = ""
    only: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.company or self.language or self.only)


def filtered(actor: Actor, wanted: Wanted) -> QuerySet[Customer]:
    """The customers whom a filter leaves."""
    found = Customer.objects.visible_to(actor).select_related("company").defer("vector")
    if wanted.company:
        found = found.filter(company=wanted.company)
    if wanted.language:
        found = found.filter(language=wanted.language)
    if wanted.only == "alone":
        found = found.filter(company=None)
    if wanted.only == "undeliverable":
        found = found.filter(pk__in=Identity.objects.exclude(undeliverable_since=None).values("customer"))
    if wanted.only == "open":
        theirs = Conversation.objects.visible_to(actor).unresolved().filter(customer=OuterRef("pk"))
        found = found.filter(Exists(theirs))
    return found


def customer_page(
    actor: Actor, text: str, wanted: Wanted, *, after: str | None = None, before: str | None = None
) -> Page[Customer]:
    """Customers by name, as far as the filter leaves them; with a text those whom it finds."""
    if text:
        rows = customers.search(actor, text, limit=MOST_FOUND)
        if not wanted.is_all:
            left = set(
                filtered(actor, wanted).filter(pk__in=[one.pk for one in rows]).values_list("pk", flat=True)
            )
            rows = [one for one in rows if one.pk in left]
        return Page(rows=rows, after=None, before=None)
    everybody = filtered(actor, wanted).prefetch_related("identities")
    return keyset_page(everybody, ("name", "id"), after=after, before=before)


def shown(actor: Actor, pk: int) -> QuerySet[Customer]:
    """A customer whom this person may see, for their page."""
    seen = Customer.objects.visible_to(actor).filter(pk=pk).select_related("company")
    return with_holds(seen)


def people_of(company: Company, actor: Actor) -> QuerySet[Customer]:
    """The customers of a company whom this person may see."""
    return Customer.objects.visible_to(actor).filter(company=company).defer("vector")


def with_holds(people: QuerySet[Customer]) -> QuerySet[Customer]:
    """Of each of these customers whether they are on legal hold."""
    return people.annotate(is_held=holds_on_customer())


def company_page(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Company]:
    """Companies by name, with how many customers belong to each."""
    theirs = Customer.objects.visible_to(actor).filter(company=OuterRef("pk")).order_by()
    counted = theirs.values("company").annotate(count=Count("pk")).values("count")
    companies = Company.objects.visible_to(actor).annotate(people=Coalesce(Subquery(counted), 0))
    return keyset_page(companies, ("name", "id"), after=after, before=before)


def conversations_of(
    customer: Customer, actor: Actor, *, after: str | None = None, before: str | None = None
) -> Page[Conversation]:
    """A customer's conversations, the latest first, as far as this person may read them."""
    seen = Conversation.objects.visible_to(actor).filter(customer=customer, merged_into=None, spam_since=None)
    return _latest(seen, after, before)


def conversations_of_company(
    company: Company, actor: Actor, *, after: str | None = None, before: str | None = None
) -> Page[Conversation]:
    """What the people of a company wrote about, the latest first."""
    people = people_of(company, actor).values("pk")
    seen = Conversation.objects.visible_to(actor).filter(
        customer__in=people, merged_into=None, spam_since=None
    )
    return _latest(seen.select_related("customer"), after, before)


def open_in_company(company: Company, actor: Actor) -> int:
    """How many of a company's conversations are not solved."""
    people = people_of(company, actor).values("pk")
    return Conversation.objects.visible_to(actor).unresolved().filter(customer__in=people).count()


def _latest(seen: QuerySet[Conversation], after: str | None, before: str | None) -> Page[Conversation]:
    rows = seen.select_related("department", "assignee__person", "own_status")
    return keyset_page(rows, ("-activity_at", "-id"), after=after, before=before, size=MOST_CONVERSATIONS)


def merges_of(customer: Customer) -> QuerySet[CustomerMerge]:
    """Who was merged into a customer, the latest first."""
    return (
        CustomerMerge.objects.in_force()
        .filter(target=customer)
        .select_related("source", "person")
        .order_by("-at", "-pk")
    )


def pair_page(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Pair]:
    """Likely duplicates, the latest found first."""
    pairs = Pair.objects.open().visible_to(actor).select_related("first__company", "second__company")
    rows = pairs.prefetch_related("first__identities", "second__identities")
    return keyset_page(rows, ("-id",), after=after, before=before, size=20)


def identities_open_to(actor: Actor) -> QuerySet[Identity]:
    """The identities of the customers whom this person may see."""
    seen = Customer.objects.visible_to(actor)
    return Identity.objects.filter(customer__in=seen).select_related("customer")


def written_about(customer: Customer, actor: Actor) -> dict[str, object]:
    """What the staff keeps about a customer, and what this person may do with it."""
    is_there = customer.erasing_since is None
    may_edit = is_there and actor.has(Right.EDIT)
    href = reverse("workspace:customer-fields", args=[customer.pk]) if may_edit else ""
    identities = list(customer.identities.order_by("kind", "id"))
    return {
        "customer": customer,
        "own": own_of(Audience.CUSTOMER, customer.pk, href=href),
        "identities": identities,
        "mails": [one for one in identities if one.kind == IdentityKind.EMAIL],
        "main_email": customer.main_among(identities),
        "may_edit": may_edit,
        "may_erase": is_there and actor.has(Right.DELETE),
        "may_hold": is_there and actor.has(Retention.HOLD),
        "hold": hold_of_customer(customer) if customer.is_held else None,  # type: ignore[attr-defined]
        "may_export": actor.has(Right.EXPORT),
        "may_restrict": actor.has(Right.RESTRICT) and customer.erased_at is None,
        "notes": customer.notes.order_by("-at", "-pk")[:MOST_NOTES],
        "consents": customers.consents_of(customer),
        "merges": merges_of(customer),
        "has_panels": is_there and SidePanel.objects.of_customers(actor).exists(),
    }


def written_about_company(company: Company, actor: Actor) -> dict[str, object]:
    """What the staff keeps about a company, and what this person may do with it."""
    return {
        "company": company,
        "own": _own_of_company(company, actor),
        "notes": company.notes.order_by("-at", "-pk")[:MOST_NOTES],
        "may_edit": actor.has(Right.EDIT),
        "may_restrict": actor.has(Right.RESTRICT),
        "may_hold": actor.has(Retention.HOLD),
    }


def _own_of_company(company: Company, actor: Actor) -> Own | None:
    """What the department wants to know of a company, in words."""
    href = reverse("workspace:company-fields", args=[company.pk]) if actor.has(Right.EDIT) else ""
    return own_of(Audience.COMPANY, company.pk, href=href)


def open_of(customer: Customer) -> int:
    """How many conversations with a customer are not solved, whoever may read them."""
    return Conversation.objects.genuine().unresolved().filter(customer=customer).count()


def count_of(customer: Customer) -> int:
    """How many conversations there were with a customer, whoever may read them."""
    return Conversation.objects.filter(customer=customer, is_apart=False).count()
