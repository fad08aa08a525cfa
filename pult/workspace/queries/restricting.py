"""What the list of restricted customers and companies shows."""

from django.db.models import Prefetch

from pult.accounts.models import Person
from pult.customers.models import Company, Customer
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page

SIZE = 50


def restricted_page(
    actor: Actor, *, companies: bool, after: str | None = None, before: str | None = None
) -> Page[Customer] | Page[Company]:
    """The restricted ones by name, each with those for whom it is."""
    inside = Prefetch("insiders", Person.objects.order_by("name", "pk"))
    if companies:
        firms = Company.objects.restrictable_by(actor).filter(is_restricted=True).prefetch_related(inside)
        return keyset_page(firms, ("name", "id"), after=after, before=before, size=SIZE)
    people = Customer.objects.restrictable_by(actor).filter(is_restricted=True).defer("vector")
    seen = people.select_related("company").prefetch_related(inside)
    return keyset_page(seen, ("name", "id"), after=after, before=before, size=SIZE)
