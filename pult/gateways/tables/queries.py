"""Customers and companies as the rows of a table that can be brought in again."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.customers.models import Company, Consent, Customer
from pult.fields.queries import as_cell, values_of_many
from pult.fields.types import Asked, Audience, Given, Kind
from pult.foundation.sheets import Cell

from .columns import basics_of, own_fields, purposes_of
from .types import What

M = TypeVar("M", bound=Model)
AT_ONCE = 500
# A name stands whole; its parts are only understood when a table comes in.
LEFT_OUT = {"first_name", "last_name"}


def rows_of_customers(found: "QuerySet[Customer]") -> Iterator[list[Cell]]:
    """The head, then a row for each; as many statements for five hundred as for one."""
    own, purposes = own_fields(What.CUSTOMERS), purposes_of(What.CUSTOMERS)
    names = [name for key, name in basics_of(What.CUSTOMERS).items() if key not in LEFT_OUT]
    agrees = [_("Agrees: %(purpose)s") % {"purpose": one.name} for one in purposes]
    yield [*names, *(one.name for one in own), *agrees]
    for some in _in_steps(found.select_related("company").prefetch_related("identities").defer("vector")):
        people = [one.pk for one in some]
        values = values_of_many(Audience.CUSTOMER, people)
        given = _consents(people) if purposes else {}
        for one in some:
            agreed = (given.get((one.pk, purpose.pk)) for purpose in purposes)
            yield [
                *_basics(one),
                *_own(own, values.get(one.pk, {})),
                *("" if answer is None else _("yes") if answer else _("no") for answer in agreed),
            ]


def rows_of_companies(found: "QuerySet[Company]") -> Iterator[list[Cell]]:
    """The same for companies."""
    own = own_fields(What.COMPANIES)
    yield [*basics_of(What.COMPANIES).values(), *(one.name for one in own)]
    for some in _in_steps(found):
        values = values_of_many(Audience.COMPANY, [one.pk for one in some])
        for one in some:
            yield [one.name, one.domain, one.note, *_own(own, values.get(one.pk, {}))]


def _in_steps(found: "QuerySet[M]") -> Iterator[list[M]]:
    """All of them by their number, some at a time."""
    last = 0
    while some := list(found.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield some
        last = some[-1].pk


def _basics(customer: Customer) -> list[Cell]:
    by_kind: dict[str, list[str]] = {}
    for one in customer.identities.all():
        by_kind.setdefault(one.kind, []).append(one.value)
    reached = ("; ".join(by_kind.get(kind, [])) for kind in ("email", "phone", "handle"))
    company = customer.company.name if customer.company else ""
    return [customer.name, *reached, company, customer.language, customer.note]


def _own(own: Sequence[Asked], values: dict[str, Given]) -> Iterator[Cell]:
    for asked in own:
        yield _cell(asked, values.get(asked.key))


def _cell(asked: Asked, value: Given | None) -> Cell:
    """As a person reads it; choices by their names."""
    if value is None:
        return ""
    if asked.kind == Kind.YES_NO:
        return _("yes") if value else _("no")
    return as_cell(asked, value, language=get_language() or "en")


def _consents(people: Sequence[int]) -> dict[tuple[int, int], bool]:
    entries = Consent.objects.filter(customer__in=people).order_by("customer", "purpose", "-at", "-pk")
    latest = entries.distinct("customer", "purpose").values_list("customer", "purpose", "is_given")
    return {(customer, purpose): is_given for customer, purpose, is_given in latest}
