"""Saying who may see a customer, or a company with all its people; nobody else sees what they write about either."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.customers.events import CompanyRestricted, CustomerRestricted
from pult.customers.models import Company, Customer
from pult.customers.queries import names_of_insiders
from pult.customers.types import Act
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish

Restrictable = Customer | Company


@transaction.atomic
def restrict(thing: Restrictable, *, people: Iterable[Person], by: Actor, at: datetime | None = None) -> None:
    """Let only these colleagues see it from now on, whoever they are and whatever their role opens to them."""
    inside = [one for one in people if one.is_active]
    if not inside:
        raise Invalid(_("Choose somebody: nobody would see these conversations any more."))
    before = _stands(thing)
    thing.insiders.set(inside)
    _set_restricted(thing, is_restricted=True)
    if (after := _stands(thing)) == before:
        return
    audit.record(Act.RESTRICTED, by=by, about=_ref(thing), about_name=thing.name, before=before, after=after)
    publish(_fact(thing, by=by, at=at or timezone.now()))


@transaction.atomic
def open_up(thing: Restrictable, *, by: Actor) -> None:
    """Let everybody see it whose role and department allow it."""
    before = _stands(thing)
    thing.insiders.clear()
    _set_restricted(thing, is_restricted=False)
    if before:
        about = _ref(thing)
        audit.record(Act.OPENED_UP, by=by, about=about, about_name=thing.name, before=before, after={})


def _set_restricted(thing: Restrictable, *, is_restricted: bool) -> None:
    type(thing)._default_manager.filter(pk=thing.pk).update(is_restricted=is_restricted)
    thing.is_restricted = is_restricted


def _fact(thing: Restrictable, *, by: Actor, at: datetime) -> CustomerRestricted | CompanyRestricted:
    if isinstance(thing, Company):
        return CompanyRestricted(company_id=thing.pk, by=by.ref, at=at)
    return CustomerRestricted(customer_id=thing.pk, by=by.ref, at=at)


def _ref(thing: Restrictable) -> str:
    return f"company:{thing.pk}" if isinstance(thing, Company) else f"customer:{thing.pk}"


def _stands(thing: Restrictable) -> dict[str, list[str]]:
    if not thing.is_restricted:
        return {}
    return {"only_for": names_of_insiders(thing)}
