"""Verbs about many customers at once: as few statements for two hundred as for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from pult.customers.events import CustomerChanged, CustomerCreated
from pult.customers.models import Company, Customer, Identity
from pult.customers.types import IdentityKind
from pult.fields import operations as fields
from pult.fields.queries import catalogue
from pult.fields.types import Audience, Given
from pult.foundation.actors import Actor
from pult.foundation.events import publish_all

from .people import found_by

Known = tuple[IdentityKind, str]
CHANGING = ("name", "company", "language", "note", "reads_company", "is_apart")


@dataclass(kw_only=True)
class Writing:
    """What is to be written about one customer, whether new or known. Identities are normalised and nobody's yet."""

    customer: Customer
    values: dict[str, Any] = field(default_factory=dict)
    identities: list[Known] = field(default_factory=list)
    fields: dict[str, Given | None] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether this is somebody who is not here yet."""
        return self.customer._state.adding

    @property
    def says_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.is_new or self.values or self.identities or self.fields)


@transaction.atomic
def create_companies(names: Sequence[str], *, by: Actor) -> dict[str, Company]:  # noqa: ARG001
    """Write companies down that have a name and nothing else yet."""
    made = Company.objects.bulk_create(Company(name=name[:160], created_at=timezone.now()) for name in names)
    return dict(zip(names, made, strict=True))


@transaction.atomic
def write_many(writings: Sequence[Writing], *, by: Actor, at: datetime | None = None) -> None:
    """Write all of it down. One whose identity became somebody's meanwhile breaks the whole off (`IntegrityError`)."""
    at = at or timezone.now()
    saying = [one for one in writings if one.says_something]
    new = [one for one in saying if one.is_new]
    known = [one for one in saying if not one.is_new]
    _change(known)
    _create(new, at=at)
    Identity.objects.bulk_create(
        Identity(customer=one.customer, kind=kind, value=value)
        for one in saying
        for kind, value in one.identities
    )
    fields.write_many(
        catalogue().of(Audience.CUSTOMER),
        Audience.CUSTOMER,
        {one.customer.pk: one.fields for one in saying if one.fields},
    )
    publish_all(
        [
            *(CustomerCreated(customer_id=one.customer.pk, by=by.ref, at=at) for one in new),
            *(CustomerChanged(customer_id=one.customer.pk, by=by.ref, at=at) for one in known),
        ]
    )


def _create(new: Sequence[Writing], *, at: datetime) -> None:
    for one in new:
        _take_over(one)
        customer = one.customer
        customer.created_at = at
        customer.vector = found_by(
            customer.name, customer.company, [value for _kind, value in one.identities]
        )
    Customer.objects.bulk_create(one.customer for one in new)


def _change(known: Sequence[Writing]) -> None:
    values = _values_of([one.customer.pk for one in known])
    for one in known:
        _take_over(one)
        customer = one.customer
        everything = [*values.get(customer.pk, []), *(value for _kind, value in one.identities)]
        customer.vector = found_by(customer.name, customer.company, everything)
    Customer.objects.bulk_update((one.customer for one in known), [*CHANGING, "vector"])


def _take_over(one: Writing) -> None:
    before = one.customer.company_id
    for name, value in one.values.items():
        setattr(one.customer, name, value)
    if not one.is_new and one.customer.company_id != before:
        # What somebody was allowed in one company says nothing about the next.
        one.customer.reads_company = False


def _values_of(customers: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    if customers:
        for customer, value in Identity.objects.filter(customer__in=customers).values_list(
            "customer", "value"
        ):
            found.setdefault(customer, []).append(value)
    return found
