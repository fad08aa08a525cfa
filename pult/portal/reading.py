"""Who reads a public page: a customer who is signed in, a member of the staff, or anybody."""

from typing import cast

from django.http import HttpRequest

from pult.brands import queries as brands
from pult.foundation.web import Request
from pult.knowledge.types import Reader

from .session import customer_of


def reader_of(request: HttpRequest) -> Reader:
    """As whom the help centre, the widget and the forms answer this request. Companies are the groups of customers."""
    customer = customer_of(request)
    company = customer.company_id if customer else None
    return Reader(
        customer_id=customer.pk if customer else None,
        groups=frozenset({company}) if company else frozenset(),
        actor=cast("Request", request).actor,
        brand_id=_brand_at(request),
    )


def stranger_at(request: HttpRequest) -> Reader:
    """Anybody who reads at this host, whoever they are."""
    return Reader(brand_id=_brand_at(request))


def _brand_at(request: HttpRequest) -> int | None:
    """Where there is but one brand, nobody is asked which."""
    return brands.shown_by(request).pk if brands.is_several() else None
