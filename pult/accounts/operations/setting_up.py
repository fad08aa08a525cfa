"""Verbs of the first minutes of an installation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.errors import AlreadySetUp
from pult.accounts.models import Organisation, Person
from pult.accounts.types import Act, Language
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit import operations as audit
from pult.foundation.database.locks import transaction_lock
from pult.foundation.rights import BuiltIn

from .people import create_person
from .roles import renew_built_in_roles


@transaction.atomic
def create_first_administrator(
    *,
    name: str,
    email: str,
    password: str | None,
    language: str = Language.EN,
    time_zone: str = "Europe/Zagreb",
    at: datetime | None = None,
) -> Person:
    """Make the first administrator. However many try at once, one succeeds."""
    transaction_lock("accounts.first_administrator")
    if Person.objects.exists():
        raise AlreadySetUp(_("Pult is set up already. Sign in instead."))
    renew_built_in_roles()
    return create_person(
        name=name, email=email, password=password, roles=[BuiltIn.ADMINISTRATOR],
        language=language, time_zone=time_zone, by=SYSTEM, at=at,
    )  # fmt: skip


@transaction.atomic
def name_organisation(
    name: str, *, by: Actor, language: str, time_zone: str, at: datetime | None = None
) -> Organisation:
    """Say whose department this is, and in which language and zone it works."""
    values = {"name": name.strip(), "language": language, "time_zone": time_zone}
    before = Organisation.objects.filter(pk=1).values(*values).first()
    house, _made = Organisation.objects.update_or_create(pk=1, defaults=values)
    audit.record(
        Act.SET_UP,
        by=by, about="organisation:1", about_name=house.name, before=before, after=values,
        at=at or timezone.now(),
    )  # fmt: skip
    return house
