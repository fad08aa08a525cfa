"""Verbs about customers and companies."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers.errors import BelongsToAnother, OutOfReach
from pult.customers.events import CompanyChanged, CustomerChanged, CustomerCreated
from pult.customers.models import Company, Customer, Identity
from pult.customers.types import IdentityKind
from pult.fields import operations as fields
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.database.inserting import insert
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.vector import Section, Weight, vector

# Whoever writes from there belongs to nobody's company.
FREE_MAIL = frozenset(
    (
        "aol.com", "email.hr", "gmail.com", "gmx.at", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com",
        "icloud.com", "inet.hr", "live.com", "mail.com", "mail.ru", "me.com", "msn.com", "net.hr", "outlook.com",
        "proton.me", "protonmail.com", "t-com.hr", "t-online.de", "web.de", "yahoo.com", "yandex.ru", "ymail.com",
    )
)  # fmt: skip
IDENTITIES: KeptModels[Identity] = KeptModels()
COMPANIES: KeptModels[Company] = KeptModels()


def normalised(kind: str, value: str) -> str:
    """The form in which identities are compared."""
    value = value.strip()
    if kind == IdentityKind.PHONE:
        return ("+" if value.startswith("+") else "") + re.sub(r"\D", "", value)
    return value.casefold()


def identify(
    kind: IdentityKind,
    value: str,
    *,
    by: Actor,
    name: str = "",
    language: str = "",
    is_apart: bool = False,
    at: datetime | None = None,
) -> Customer:
    """The customer behind an address, a number or a handle; somebody new is written down."""
    value = normalised(kind, value)
    known = _known_by(kind, value)
    if known is not None:
        return known if is_apart else _open_to_the_desk(known)
    try:
        return create_customer(
            name or value, identities={kind: value}, by=by, language=language, is_apart=is_apart, at=at
        )
    except IntegrityError:
        # Somebody wrote the same identity down at the same moment; theirs stands.
        return Customer.objects.get(identities__kind=kind, identities__value=value)


def identify_by_hand(
    address: str, *, by: Actor, name: str = "", is_apart: bool = False, at: datetime | None = None
) -> Customer:
    """The customer behind an address that somebody types, as far as they may see whoever is there."""
    known = _known_by(IdentityKind.EMAIL, normalised(IdentityKind.EMAIL, address))
    if known is not None and not known.is_for_some:
        return known if is_apart else _open_to_the_desk(known)
    with transaction.atomic():
        customer = identify(IdentityKind.EMAIL, address, name=name, is_apart=is_apart, by=by, at=at)
        check_open(customer, address, by=by)
    return customer


def check_open(customer: Customer, address: str, *, by: Actor) -> None:
    """Refuse to reach somebody who is for others only, without a word of who they are or that they are known."""
    if customer.is_closed_to(by):
        raise OutOfReach(
            _("Nothing can be written to %(address)s from here. Ask your supervisor.") % {"address": address}
        )


def _known_by(kind: IdentityKind, value: str) -> Customer | None:
    found = IDENTITIES.first("known", _known, {"kind": str(kind), "value": value})
    return found.customer if found else None


def _known(slots: Mapping[str, Any]) -> QuerySet[Identity]:
    same = Identity.objects.filter(kind=slots["kind"], value=slots["value"])
    return same.select_related("customer__company")


@transaction.atomic
def create_customer(
    name: str,
    *,
    by: Actor,
    identities: dict[IdentityKind, str] | None = None,
    company: Company | None = None,
    language: str = "",
    is_apart: bool = False,
    at: datetime | None = None,
) -> Customer:
    """Write a new customer down."""
    at = at or timezone.now()
    company = company or _company_of((identities or {}).get(IdentityKind.EMAIL, ""))
    known_by = {kind: normalised(kind, value) for kind, value in (identities or {}).items()}
    customer = Customer(
        name=name[:160],
        company=company,
        language=language,
        is_apart=is_apart,
        created_at=at,
        vector=found_by(name[:160], company, known_by.values()),
    )
    insert(customer)
    for kind, value in known_by.items():
        insert(Identity(customer=customer, kind=kind, value=value))
    publish(CustomerCreated(customer_id=customer.pk, by=by.ref, at=at))
    return customer


def _open_to_the_desk(customer: Customer) -> Customer:
    """Somebody who was kept apart so far has come as a customer."""
    if customer.is_apart:
        Customer.objects.filter(pk=customer.pk).update(is_apart=False)
        customer.is_apart = False
    return customer


@transaction.atomic
def erase_apart(customer: Customer, *, by: Actor) -> bool:  # noqa: ARG001
    """Forget somebody who is kept apart. One who is the desk's customer as well stays; then it answers false."""
    gone = bool(Customer.objects.filter(pk=customer.pk, is_apart=True).delete()[0])
    if gone:
        fields.forget_values(Audience.CUSTOMER, customer.pk)
    return gone


@transaction.atomic
def change_customer(
    customer: Customer,
    *,
    by: Actor,
    name: str | None = None,
    company: Company | None = None,
    language: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Correct what is known of a customer."""
    given = {"name": name, "company": company, "language": language, "note": note}
    values: dict[str, str | bool | Company] = {
        key: value for key, value in given.items() if value is not None
    }
    if company is not None and company.pk != customer.company_id:
        values["reads_company"] = False
    if values:
        Customer.objects.filter(pk=customer.pk).update(**values)
        customer.refresh_from_db()
        index(customer)
        publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def create_company(name: str, *, by: Actor, domain: str = "") -> Company:
    """Write a new company down."""
    return Company.objects.create(name=name, domain=_own_domain(domain, by=by))


@transaction.atomic
def place_in_company(
    customer: Customer, company: Company | None, *, by: Actor, at: datetime | None = None
) -> None:
    """Say which company a customer belongs to, or that they belong to none."""
    if customer.company_id == (company.pk if company else None):
        return
    # What somebody was allowed in one company says nothing about the next.
    Customer.objects.filter(pk=customer.pk).update(company=company, reads_company=False)
    customer.refresh_from_db()
    index(customer)
    publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def add_identity(
    customer: Customer, kind: IdentityKind, value: str, *, by: Actor, at: datetime | None = None
) -> Identity:
    """Write down another address or number by which a customer is recognised."""
    value = normalised(kind, value)
    known = Identity.objects.filter(kind=kind, value=value).select_related("customer").first()
    if known is not None:
        raise _taken(value, None if known.customer.is_closed_to(by) else known.customer.name)
    identity = Identity.objects.create(customer=customer, kind=kind, value=value)
    index(customer)
    publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at or timezone.now()))
    return identity


@transaction.atomic
def choose_main(identity: Identity, *, by: Actor, at: datetime | None = None) -> None:
    """Say which of a customer's mail addresses is written to where nothing else decides."""
    if identity.kind != IdentityKind.EMAIL:
        raise Invalid(_("Only a mail address can be the main one."))
    changed = Customer.objects.filter(pk=identity.customer_id).exclude(main_email=identity.value)
    if changed.update(main_email=identity.value):
        publish(CustomerChanged(customer_id=identity.customer_id, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def remove_identity(identity: Identity, *, by: Actor, at: datetime | None = None) -> None:
    """Forget an address or number that is not the customer's."""
    customer = identity.customer
    if customer.identities.count() == 1:
        raise Invalid(_("A customer keeps at least one address or number."))
    Identity.objects.filter(pk=identity.pk).delete()
    Customer.objects.filter(pk=customer.pk, main_email=identity.value).update(main_email="")
    index(customer)
    publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def change_company(company: Company, *, name: str, domain: str, note: str, by: Actor) -> None:
    """Correct what is known of a company."""
    values = {"name": name[:160], "domain": _own_domain(domain, company.pk, by=by), "note": note}
    Company.objects.filter(pk=company.pk).update(**values)
    company.refresh_from_db()
    for customer in company.customers.iterator():
        index(customer)
    publish(CompanyChanged(company_id=company.pk, by=by.ref, at=timezone.now()))


@transaction.atomic
def mark_undeliverable(kind: IdentityKind, value: str, *, at: datetime) -> bool:
    """Mark an address that mail does not reach. True when it belongs to a customer."""
    return bool(
        Identity.objects.filter(kind=kind, value=normalised(kind, value)).update(undeliverable_since=at)
    )


def index(customer: Customer) -> None:
    """Let the customer be found by name, company and every identity."""
    values = list(customer.identities.values_list("value", flat=True))
    Customer.objects.filter(pk=customer.pk).update(vector=found_by(customer.name, customer.company, values))


def found_by(name: str, company: Company | None, values: Iterable[str]) -> str:
    """By which words a customer is found: their name, their company's, and every identity."""
    return vector(
        Section(name, Weight.TITLE),
        Section(company.name if company else "", Weight.NAME),
        Section(" ".join(values)),
    )


def _own_domain(domain: str, company_id: int | None = None, *, by: Actor) -> str:
    """A mail domain that can be one company's: not everybody's, and no other's."""
    domain = domain.strip().casefold()
    if domain in FREE_MAIL:
        raise Invalid(
            _("At %(domain)s anybody can have an address; it is no company’s.") % {"domain": domain}
        )
    other = Company.objects.filter(domain=domain).first() if domain else None
    if other is not None and other.pk != company_id:
        raise _taken(domain, None if other.is_closed_to(by) else other.name)
    return domain


def _taken(value: str, owner: str | None) -> BelongsToAnother:
    """Why something cannot be written down twice; whom somebody does not see is not named."""
    if owner is None:
        return BelongsToAnother(_("%(value)s cannot be added here.") % {"value": value})
    return BelongsToAnother(_("%(value)s belongs to %(name)s already.") % {"value": value, "name": owner})


def _company_of(address: str) -> Company | None:
    domain = address.rpartition("@")[2].casefold()
    return COMPANIES.first("domain", _with_domain, {"domain": domain}) if domain else None


def _with_domain(slots: Mapping[str, Any]) -> QuerySet[Company]:
    return Company.objects.filter(domain=slots["domain"]).order_by("pk")
