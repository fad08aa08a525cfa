"""Who sees what: `/readers` of a restricted inbox, customer or company."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from pult.accounts.models import Person
from pult.api.acting import REFUSALS, act_once, require
from pult.api.schemas import Named
from pult.customers import operations as customers
from pult.customers.models import Company, Customer
from pult.customers.types import Right as CustomerRight
from pult.foundation.errors import Invalid
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.inboxes.types import Right as InboxRight
from pult.workforce.models import Department

router = Router(tags=["readers"])


class Readers(Schema):
    """For whom something is; where it is not restricted, for everybody whose role and department allow it."""

    is_restricted: bool
    people: list[Named]


class InboxReaders(Readers):
    """For whom an inbox is. Whoever works in one of the departments is inside."""

    departments: list[Named]


class NewReaders(Schema):
    """For whom it is from now on. Without a restriction nobody is named."""

    is_restricted: bool
    person_ids: list[int] = Field(default=[], max_length=1000)


class NewInboxReaders(NewReaders):
    """For whom an inbox is from now on."""

    department_ids: list[int] = Field(default=[], max_length=1000)


@router.get(
    "/customers/{customer_id}/readers",
    response={200: Readers, **REFUSALS},
    summary="Read who sees a customer",
)
def read_customer_readers(request: HttpRequest, customer_id: int) -> Readers:
    """The colleagues who see a restricted customer and all that they write about."""
    return _readers(_customer(request, customer_id))


@router.put(
    "/customers/{customer_id}/readers",
    response={200: Readers, **REFUSALS},
    summary="Say who sees a customer",
)
def change_customer_readers(request: HttpRequest, customer_id: int, given: NewReaders) -> HttpResponse:
    """Restrict a customer, or open them to everybody again. All who are to be inside are named each time."""
    return act_once(request, _restricting(request, _customer(request, customer_id), given))


@router.get(
    "/companies/{company_id}/readers",
    response={200: Readers, **REFUSALS},
    summary="Read who sees a company",
)
def read_company_readers(request: HttpRequest, company_id: int) -> Readers:
    """The colleagues who see a restricted company, its people and all that they write about."""
    return _readers(_company(request, company_id))


@router.put(
    "/companies/{company_id}/readers",
    response={200: Readers, **REFUSALS},
    summary="Say who sees a company",
)
def change_company_readers(request: HttpRequest, company_id: int, given: NewReaders) -> HttpResponse:
    """Restrict a company with all its people, or open it to everybody again."""
    return act_once(request, _restricting(request, _company(request, company_id), given))


@router.get(
    "/inboxes/{inbox_id}/readers",
    response={200: InboxReaders, **REFUSALS},
    summary="Read who sees an inbox",
)
def read_inbox_readers(request: HttpRequest, inbox_id: int) -> InboxReaders:
    """The people and departments who see what comes in by a restricted inbox."""
    return _inbox_readers(_inbox(request, inbox_id))


@router.put(
    "/inboxes/{inbox_id}/readers",
    response={200: InboxReaders, **REFUSALS},
    summary="Say who sees an inbox",
)
def change_inbox_readers(request: HttpRequest, inbox_id: int, given: NewInboxReaders) -> HttpResponse:
    """Restrict an inbox, or open it to everybody again."""
    inbox, actor = _inbox(request, inbox_id), require(request, InboxRight.MANAGE)

    def act() -> tuple[int, InboxReaders]:
        if given.is_restricted:
            departments = list(Department.objects.filter(pk__in=given.department_ids))
            _check_known(departments, given.department_ids)
            inboxes.restrict(inbox, people=_people(given.person_ids), departments=departments, by=actor)
        else:
            inboxes.open_up(inbox, by=actor)
        return 200, _inbox_readers(inbox)

    return act_once(request, act)


def _restricting(
    request: HttpRequest, thing: Customer | Company, given: NewReaders
) -> Callable[[], tuple[int, Readers]]:
    actor = require(request, CustomerRight.RESTRICT)

    def act() -> tuple[int, Readers]:
        if given.is_restricted:
            customers.restrict(thing, people=_people(given.person_ids), by=actor)
        else:
            customers.open_up(thing, by=actor)
        return 200, _readers(thing)

    return act


def _readers(thing: Customer | Company) -> Readers:
    return Readers(is_restricted=thing.is_restricted, people=_named(thing.insiders.order_by("name", "pk")))


def _inbox_readers(inbox: Inbox) -> InboxReaders:
    return InboxReaders(
        is_restricted=inbox.is_restricted,
        people=_named(inbox.insiders.order_by("name", "pk")),
        departments=_named(inbox.inner_departments.order_by("name", "pk")),
    )


def _named(rows: Iterable[Person | Department]) -> list[Named]:
    return [Named(id=one.pk, name=one.name) for one in rows]


def _people(numbers: list[int]) -> list[Person]:
    people = list(Person.objects.active().filter(pk__in=numbers))
    _check_known(people, numbers)
    return people


def _check_known(found: list[Any], numbers: list[int]) -> None:
    missing = sorted(set(numbers) - {one.pk for one in found})
    if missing:
        raise Invalid(f"There is nobody and nothing with the number {missing[0]}.")


def _customer(request: HttpRequest, pk: int) -> Customer:
    actor = require(request, CustomerRight.RESTRICT)
    return get_object_or_404(Customer.objects.restrictable_by(actor), pk=pk)


def _company(request: HttpRequest, pk: int) -> Company:
    actor = require(request, CustomerRight.RESTRICT)
    return get_object_or_404(Company.objects.restrictable_by(actor), pk=pk)


def _inbox(request: HttpRequest, pk: int) -> Inbox:
    actor = require(request, InboxRight.MANAGE)
    return get_object_or_404(Inbox.objects.visible_to(actor).for_service(), pk=pk)
