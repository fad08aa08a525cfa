"""What is written in a department's own fields of customers and companies."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.customers.events import CompanyChanged, CustomerChanged
from pult.customers.models import Company, Customer
from pult.fields import operations as fields
from pult.fields.queries import catalogue
from pult.fields.types import Audience, Given
from pult.foundation.actors import Actor
from pult.foundation.events import publish


@transaction.atomic
def write_fields(
    customer: Customer, given: Mapping[str, Given | None], *, by: Actor, at: datetime | None = None
) -> None:
    """Fill in what the department wants to know of a customer; nothing empties a field."""
    if fields.write_values(catalogue().of(Audience.CUSTOMER), Audience.CUSTOMER, customer.pk, given):
        publish(CustomerChanged(customer_id=customer.pk, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def write_company_fields(
    company: Company,
    given: Mapping[str, Given | None],
    *,
    by: Actor,
) -> None:
    """Fill in what the department wants to know of a company; nothing empties a field."""
    fields.write_values(catalogue().of(Audience.COMPANY), Audience.COMPANY, company.pk, given)
    publish(CompanyChanged(company_id=company.pk, by=by.ref, at=timezone.now()))
