"""Who reads a public page: a customer who is signed in, a member of the staff, or anybody."""

from typing import cast

from django.http import HttpRequest

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
    )
