"""`/customers` and `/companies`."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from pult.api.acting import REFUSALS, Listing, MailAddress, act_once, actor_of, listing, require
from pult.api.schemas import (
    CompanyOut,
    CompanyWithFields,
    CustomerOut,
    CustomerWithFields,
    company_with_fields,
    customer_with_fields,
    fields_beside,
    show_company,
    show_customer,
)
from pult.customers import operations, queries
from pult.customers.models import Company, Customer, CustomerMerge, Purpose
from pult.customers.types import ConsentSource, IdentityKind, Right
from pult.fields.queries import catalogue, given_plainly
from pult.fields.types import Audience

router = Router(tags=["customers"])


class Merging(Schema):
    """The customer who stays."""

    into_id: int


class NewNote(Schema):
    """Something to write down."""

    text: str = Field(min_length=1, max_length=5000)


class NoteOut(Schema):
    """One note."""

    id: int
    at: datetime
    author: str
    text: str


class NewConsent(Schema):
    """That a customer has agreed, or agrees no longer."""

    purpose: str = Field(max_length=80)
    is_given: bool
    words: str = Field(default="", max_length=300)


class ConsentOut(Schema):
    """Where a customer stands with one purpose; without an entry nobody has asked."""

    purpose: str
    is_given: bool | None
    at: datetime | None
    source: str


class Consents(Schema):
    """Every purpose."""

    data: list[ConsentOut]


class NewCustomer(Schema):
    """Somebody new."""

    name: str = Field(min_length=1, max_length=160)
    email: MailAddress | None = None
    phone: str | None = Field(default=None, max_length=40)
    language: str = Field(default="", max_length=10)
    company_id: int | None = None


class CustomerChange(Schema):
    """What to change; what is left out stays."""

    name: str | None = Field(default=None, min_length=1, max_length=160)
    language: str | None = Field(default=None, max_length=10)
    note: str | None = None
    company_id: int | None = None
    fields: dict[str, Any] | None = None


class NewCompany(Schema):
    """A new firm."""

    name: str = Field(min_length=1, max_length=160)
    domain: str = Field(default="", max_length=160)


class CompanyChange(Schema):
    """What to change; what is left out stays."""

    name: str | None = Field(default=None, min_length=1, max_length=160)
    domain: str | None = Field(default=None, max_length=160)
    note: str | None = None
    fields: dict[str, Any] | None = None


def seen(request: HttpRequest) -> Any:
    """Customers that the caller may see, with what is shown of them."""
    actor = require(request, Right.READ)
    return Customer.objects.visible_to(actor).select_related("company").prefetch_related("identities")


def company_of(request: HttpRequest, company_id: int | None) -> Company | None:
    """The company with this number."""
    if company_id is None:
        return None
    return get_object_or_404(Company.objects.visible_to(actor_of(request)), pk=company_id)


@router.get("/customers", response={200: Listing[CustomerWithFields], **REFUSALS}, summary="List customers")
def list_customers(
    request: HttpRequest, email: str | None = None, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """In the order they became known; `email` finds one by address."""
    rows = seen(request)
    if email is not None:
        value = operations.normalised(IdentityKind.EMAIL, email)
        rows = rows.filter(identities__kind=IdentityKind.EMAIL, identities__value=value)
    beside = fields_beside(Audience.CUSTOMER)
    return listing(rows, ["id"], show_customer, cursor=cursor, limit=limit, beside=beside)


@router.post("/customers", response={201: CustomerOut, **REFUSALS}, summary="Create a customer")
def create_customer(request: HttpRequest, new: NewCustomer) -> HttpResponse:
    """Write somebody new down."""
    actor = require(request, Right.EDIT)
    given = {IdentityKind.EMAIL: new.email, IdentityKind.PHONE: new.phone}

    @transaction.atomic
    def act() -> tuple[int, CustomerOut]:
        customer = operations.create_customer(
            new.name,
            by=actor,
            identities={kind: value for kind, value in given.items() if value},
            company=company_of(request, new.company_id),
            language=new.language,
        )
        operations.check_open(customer, new.email or new.name, by=actor)
        return 201, show_customer(seen(request).get(pk=customer.pk))

    return act_once(request, act)


@router.get(
    "/customers/{customer_id}", response={200: CustomerWithFields, **REFUSALS}, summary="Read a customer"
)
def read_customer(request: HttpRequest, customer_id: int) -> CustomerWithFields:
    """One customer by id; somebody who was merged is answered with whom they were merged into."""
    return customer_with_fields(get_object_or_404(seen(request), pk=who(request, customer_id)))


@router.patch(
    "/customers/{customer_id}", response={200: CustomerWithFields, **REFUSALS}, summary="Change a customer"
)
def update_customer(request: HttpRequest, customer_id: int, change: CustomerChange) -> HttpResponse:
    """Correct what is known."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=customer_id)

    @transaction.atomic
    def act() -> tuple[int, CustomerWithFields]:
        given = change.model_dump(exclude_none=True, exclude={"company_id", "fields"})
        operations.change_customer(
            customer, by=actor, company=company_of(request, change.company_id), **given
        )
        values = given_plainly(catalogue().of(Audience.CUSTOMER), change.fields or {})
        operations.write_fields(customer, values, by=actor)
        return 200, customer_with_fields(seen(request).get(pk=customer.pk))

    return act_once(request, act)


@router.post(
    "/customers/{customer_id}/merge", response={200: CustomerOut, **REFUSALS}, summary="Merge a customer"
)
def create_customer_merge(request: HttpRequest, customer_id: int, merging: Merging) -> HttpResponse:
    """Everything moves to the other customer, who is the answer; many conversations follow in the background."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=customer_id)
    into = get_object_or_404(seen(request), pk=merging.into_id)

    def act() -> tuple[int, CustomerOut]:
        operations.merge(customer, into=into, by=actor)
        return 200, show_customer(seen(request).get(pk=into.pk))

    return act_once(request, act)


@router.delete(
    "/customers/{customer_id}/merge",
    response={200: CustomerOut, **REFUSALS},
    summary="Undo a customer's merge",
)
def delete_customer_merge(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The customer stands on their own again; what has come since stays with the other one."""
    actor = require(request, Right.EDIT)
    done = get_object_or_404(CustomerMerge.objects.visible_to(actor).in_force(), source=customer_id)

    def act() -> tuple[int, CustomerOut]:
        operations.undo_merge(done, by=actor)
        return 200, show_customer(seen(request).get(pk=customer_id))

    return act_once(request, act)


@router.post("/customers/{customer_id}/notes", response={201: NoteOut, **REFUSALS}, summary="Write a note")
def create_customer_note(request: HttpRequest, customer_id: int, new: NewNote) -> HttpResponse:
    """Something about a customer that only the staff reads."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=who(request, customer_id))

    def act() -> tuple[int, NoteOut]:
        note = operations.add_note(new.text, customer=customer, by=actor)
        return 201, NoteOut(id=note.pk, at=note.at, author=note.author_name, text=note.text)

    return act_once(request, act)


@router.get(
    "/customers/{customer_id}/consents", response={200: Consents, **REFUSALS}, summary="Read consents"
)
def read_consents(request: HttpRequest, customer_id: int) -> Consents:
    """What a customer has agreed to, purpose by purpose."""
    customer = get_object_or_404(seen(request), pk=who(request, customer_id))
    return _consents(customer)


@router.post(
    "/customers/{customer_id}/consents", response={201: Consents, **REFUSALS}, summary="Record a consent"
)
def create_consent(request: HttpRequest, customer_id: int, new: NewConsent) -> HttpResponse:
    """That a customer has agreed, or agrees no longer."""
    actor = require(request, Right.EDIT)
    customer = get_object_or_404(seen(request), pk=who(request, customer_id))
    purpose = get_object_or_404(Purpose, name=new.purpose)

    def act() -> tuple[int, Consents]:
        operations.record_consent(
            customer, purpose, is_given=new.is_given, source=ConsentSource.API, words=new.words, by=actor
        )
        return 201, _consents(customer)

    return act_once(request, act)


def who(request: HttpRequest, customer_id: int) -> int:
    """The id under which somebody is known now."""
    merged = queries.merged_customer(require(request, Right.READ), customer_id)
    return customer_id if merged is None else merged.pk


def _consents(customer: Customer) -> Consents:
    return Consents(
        data=[
            ConsentOut(
                purpose=one.purpose.name,
                is_given=one.entry.is_given if one.entry else None,
                at=one.entry.at if one.entry else None,
                source=one.entry.source if one.entry else "",
            )
            for one in queries.consents_of(customer)
        ]
    )


@router.get("/companies", response={200: Listing[CompanyWithFields], **REFUSALS}, summary="List companies")
def list_companies(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """In the order they became known."""
    rows = Company.objects.visible_to(require(request, Right.READ))
    beside = fields_beside(Audience.COMPANY)
    return listing(rows, ["id"], show_company, cursor=cursor, limit=limit, beside=beside)


@router.post("/companies", response={201: CompanyOut, **REFUSALS}, summary="Create a company")
def create_company(request: HttpRequest, new: NewCompany) -> HttpResponse:
    """Write a new firm down."""
    actor = require(request, Right.EDIT)
    return act_once(
        request, lambda: (201, show_company(operations.create_company(new.name, by=actor, domain=new.domain)))
    )


@router.get(
    "/companies/{company_id}", response={200: CompanyWithFields, **REFUSALS}, summary="Read a company"
)
def read_company(request: HttpRequest, company_id: int) -> CompanyWithFields:
    """One firm by id."""
    rows = Company.objects.visible_to(require(request, Right.READ))
    return company_with_fields(get_object_or_404(rows, pk=company_id))


@router.patch(
    "/companies/{company_id}", response={200: CompanyWithFields, **REFUSALS}, summary="Change a company"
)
def update_company(request: HttpRequest, company_id: int, change: CompanyChange) -> HttpResponse:
    """Correct what is known."""
    actor = require(request, Right.EDIT)
    company = get_object_or_404(Company.objects.visible_to(actor), pk=company_id)

    @transaction.atomic
    def act() -> tuple[int, CompanyWithFields]:
        known = {"name": company.name, "domain": company.domain, "note": company.note}
        given = change.model_dump(exclude_none=True, exclude={"fields"})
        operations.change_company(company, **(known | given), by=actor)
        values = given_plainly(catalogue().of(Audience.COMPANY), change.fields or {})
        operations.write_company_fields(company, values, by=actor)
        return 200, company_with_fields(company)

    return act_once(request, act)
