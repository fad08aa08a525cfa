"""Verbs about people and roles."""

from collections.abc import Iterable

from django.db import transaction

from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.rights import BuiltIn

from .models import Person, Role
from .types import Language

ROLE_NAMES = {
    BuiltIn.ADMINISTRATOR: "Administrator",
    BuiltIn.EXECUTIVE: "Executive",
    BuiltIn.MANAGER: "Manager",
    BuiltIn.SUPERVISOR: "Supervisor",
    BuiltIn.AGENT: "Agent",
}


@transaction.atomic
def create_person(
    *,
    name: str,
    email: str,
    by: Actor,  # noqa: ARG001 - the audit record will name them
    password: str | None = None,
    roles: Iterable[str] = (),
    language: str = Language.EN,
    time_zone: str = "Europe/Zagreb",
) -> Person:
    """Make an account for somebody, with these built-in roles (by key)."""
    person = Person(name=name, email=email.strip().lower(), language=language, time_zone=time_zone)
    person.set_password(password)
    person.save()
    person.roles.set([built_in_role(BuiltIn(key)) for key in roles])
    refresh_rights(person)
    return person


def built_in_role(key: BuiltIn) -> Role:
    """The built-in role, made with its first rights when it is not there yet."""
    role, _ = Role.objects.get_or_create(
        key=key,
        defaults={
            "name": ROLE_NAMES[key],
            "rights": rights.granted_to(key),
            "all_rights": key == BuiltIn.ADMINISTRATOR,
        },
    )
    return role


def refresh_rights(person: Person) -> None:
    """Keep the person's rights equal to the union of their roles'."""
    roles = list(person.roles.all())
    person.all_rights = any(role.all_rights for role in roles)
    person.rights = sorted({right for role in roles for right in role.rights})
    person.save(update_fields=["all_rights", "rights"])
