"""Questions about customers that several screens ask."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Concat

from pult.foundation.actors import Actor
from pult.foundation.database.kept import Value as Slot
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.text.fields import Printed
from pult.foundation.text.query import parse

from .models import Company, Consent, Customer, Identity, Purpose
from .types import IdentityKind, Right

FOUND: KeptModels[Customer] = KeptModels()


def search(actor: Actor, text: str, *, limit: int = 20, is_typing: bool = True) -> list[Customer]:
    """Customers by name, company, address or number; the last word may still be unfinished."""
    asked = parse(text, is_typing=is_typing)
    if asked.is_empty or not actor.has(Right.READ):
        return []

    def build(slots: Mapping[str, Any]) -> "QuerySet[Customer]":
        reader = replace(actor, id=slots["person"])
        found = Customer.objects.visible_to(reader).filter(vector__matches=Printed(slots["asked"]))
        # The order is not that of the index of names, or a plan that is kept would walk along it to the rare match.
        by_name = Concat("name", Value("", output_field=CharField()))
        return found.select_related("company").defer("vector").order_by(by_name, "pk")[:limit]

    told: dict[str, Slot] = {"asked": asked.tsquery, "person": actor.person_id or 0}
    found = FOUND.ask((limit, actor.is_person, actor.unrestricted), build, told)
    prefetch_related_objects(found, "identities")
    return found


def main_first(identities: "QuerySet[Identity]") -> "QuerySet[Identity]":
    """The mail addresses among these, that which a customer is mainly written to first, then as they came."""
    is_main = Case(When(value=F("customer__main_email"), then=Value(0)), default=Value(1))
    return identities.filter(kind=IdentityKind.EMAIL).order_by(is_main, "pk")


def lets_in(customer_id: int, person: str = "pk") -> Q:
    """Of rows that have a person: those whom a customer, and their company, let in. `person` is where it stands."""
    them = Customer.objects.filter(pk=customer_id)
    own = them.filter(is_restricted=True).exclude(insiders=OuterRef(person))
    firm = them.filter(company__is_restricted=True).exclude(company__insiders=OuterRef(person))
    return ~Exists(own) & ~Exists(firm)


def names_of_insiders(thing: Customer | Company) -> list[str]:
    """The colleagues for whom a restricted customer or company is."""
    return list(thing.insiders.order_by("name").values_list("name", flat=True))


def signed_in(customer_id: int, stamp: str) -> Customer | None:
    """The customer of a session of the portal, as long as its stamp is the one in force."""
    known = Customer.objects.filter(pk=customer_id, access__stamp=stamp, is_apart=False, merged_into=None)
    return known.select_related("company", "access").defer("vector").first()


def root_of(customer: Customer) -> Customer:
    """Who a customer is now: themselves, or whoever they were merged into."""
    while customer.merged_into_id is not None:
        customer = Customer.objects.get(pk=customer.merged_into_id)
    return customer


@dataclass(frozen=True)
class Standing:
    """Where a customer stands with one purpose: the latest entry, if there is any."""

    purpose: Purpose
    entry: Consent | None


def consents_of(customer: Customer) -> list[Standing]:
    """What a customer has agreed to, purpose by purpose."""
    entries = Consent.objects.filter(customer=customer).order_by("purpose", "-at", "-pk").distinct("purpose")
    latest = {one.purpose_id: one for one in entries}
    purposes = Purpose.objects.filter(Q(is_active=True) | Q(pk__in=latest)).order_by("name")
    return [Standing(one, latest.get(one.pk)) for one in purposes]


def may_be_surveyed(customer: Customer) -> bool:
    """Whether no consent to surveys was withdrawn."""
    ruling = Consent.objects.filter(customer=customer, purpose__rules_surveys=True, purpose__is_active=True)
    latest = ruling.order_by("purpose", "-at", "-pk").distinct("purpose")
    return all(one.is_given for one in latest)


def merged_customer(actor: Actor, pk: int) -> Customer | None:
    """Whom somebody was merged into, if they were and the actor may see them."""
    merged = Customer.objects.filter(pk=pk, is_apart=False).exclude(merged_into=None).first()
    if merged is None:
        return None
    return Customer.objects.visible_to(actor).filter(pk=root_of(merged).pk).first()
