"""Verbs about roles."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.errors import BuiltInRole, NameTaken, Outranked, RoleInUse
from pult.accounts.events import RoleChanged
from pult.accounts.models import Person, Role
from pult.accounts.types import Act
from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.rights import BuiltIn

ROLE_NAMES = {role: role.value.title() for role in BuiltIn}


def built_in_role(key: BuiltIn) -> Role:
    """The built-in role, made with its first rights when it is not there yet."""
    granted = rights.granted_to(key)
    role, _made = Role.objects.get_or_create(
        key=key,
        defaults={
            "name": ROLE_NAMES[key],
            "rights": [] if key == BuiltIn.ADMINISTRATOR else granted,
            "seen_rights": _declared_keys(),
            "all_rights": key == BuiltIn.ADMINISTRATOR,
        },
    )
    return role


@transaction.atomic
def renew_built_in_roles() -> None:
    """See that every built-in role is there and has the rights that came with a new release."""
    for key in BuiltIn:
        role = built_in_role(key)
        new = set(_declared_keys()) - set(role.seen_rights)
        if new:
            role.rights = sorted({*role.rights, *(new & set(rights.granted_to(key)))} - _of(key))
            role.seen_rights = _declared_keys()
            role.save(update_fields=["rights", "seen_rights"])
            _refresh_people(role)


@transaction.atomic
def make_role(
    name: str,
    *,
    by: Actor,
    rights: Iterable[str],
    description: str = "",
    needs_second_factor: bool = False,
    at: datetime | None = None,
) -> Role:
    """Make an own role from rights."""
    at, given = at or timezone.now(), _checked(rights, by=by, held=())
    _must_be_free(name)
    role = Role.objects.create(
        name=name.strip(),
        description=description.strip(),
        rights=given,
        seen_rights=_declared_keys(),
        needs_second_factor=needs_second_factor,
    )
    audit.record(Act.ROLE_MADE, by=by, about=_ref(role), about_name=role.name, after=_shape(role), at=at)
    publish(RoleChanged(role_id=role.pk, by=by.ref, at=at))
    return role


@transaction.atomic
def change_role(
    role: Role,
    *,
    by: Actor,
    rights: Iterable[str],
    needs_second_factor: bool,
    name: str | None = None,
    description: str | None = None,
    at: datetime | None = None,
) -> None:
    """Change what a role may do. The administrator's rights, and the names of built-in roles, stay."""
    at, before = at or timezone.now(), _shape(role)
    if not role.fits_within(by):
        raise Outranked(_("This role has rights that you do not have, so only somebody above can change it."))
    if not role.all_rights:
        role.rights = _checked(rights, by=by, held=role.rights)
    role.needs_second_factor = needs_second_factor
    if not role.is_built_in and name is not None:
        _must_be_free(name, but=role)
        role.name = name.strip()
    if description is not None:
        role.description = description.strip()
    role.save()
    if _shape(role) == before:
        return
    _refresh_people(role)
    audit.record(
        Act.ROLE_CHANGED,
        by=by, about=_ref(role), about_name=role.name, before=before, after=_shape(role), at=at,
    )  # fmt: skip
    publish(RoleChanged(role_id=role.pk, by=by.ref, at=at))


@transaction.atomic
def remove_role(role: Role, *, by: Actor, at: datetime | None = None) -> None:
    """Remove an own role that nobody holds."""
    at, ident = at or timezone.now(), role.pk
    if role.is_built_in:
        raise BuiltInRole(_("Built-in roles cannot be removed."))
    if not role.fits_within(by):
        raise Outranked(_("This role has rights that you do not have, so only somebody above can remove it."))
    if role.people.exists() or role.invitations.waiting().exists():
        raise RoleInUse(_("Somebody holds this role, or was invited to it. Give them another one first."))
    audit.record(Act.ROLE_REMOVED, by=by, about=_ref(role), about_name=role.name, before=_shape(role), at=at)
    role.delete()
    publish(RoleChanged(role_id=ident, by=by.ref, at=at))


def refresh_rights(person: Person) -> None:
    """Keep the person's rights equal to the union of their roles'."""
    roles = list(person.roles.all())
    person.all_rights = any(role.all_rights for role in roles)
    person.rights = sorted({right for role in roles for right in role.rights})
    person.needs_second_factor = any(role.needs_second_factor for role in roles)
    person.save(update_fields=["all_rights", "rights", "needs_second_factor"])


def _refresh_people(role: Role) -> None:
    for person in role.people.prefetch_related("roles").select_for_update(of=("self",), no_key=True):
        refresh_rights(person)


def _checked(wanted: Iterable[str], *, by: Actor, held: Iterable[str]) -> list[str]:
    """The rights that a role will have: known ones, and none beyond what the actor may touch."""
    given, known = set(wanted), set(_declared_keys())
    if unknown := given - known:
        raise Invalid(_("There is no right “%(right)s”.") % {"right": min(unknown)})
    touched = given ^ (set(held) & known)
    if not all(by.has(right) for right in touched):
        raise Outranked(_("You can only give and take rights that you have yourself."))
    return sorted(given)


def _must_be_free(name: str, *, but: Role | None = None) -> None:
    taken = {label.casefold() for key in BuiltIn for label in (ROLE_NAMES[key], str(built_in_role(key)))}
    others = Role.objects.own().filter(name__iexact=name.strip())
    if name.strip().casefold() in taken or others.exclude(pk=but.pk if but else 0).exists():
        raise NameTaken(_("There is a role with this name already."))


def _declared_keys() -> list[str]:
    return [right.key for right in rights.declared()]


def _of(key: BuiltIn) -> set[str]:
    """The administrator's rights are not listed: they are all there are."""
    return set(_declared_keys()) if key == BuiltIn.ADMINISTRATOR else set()


def _ref(role: Role) -> str:
    return f"role:{role.pk}"


def _shape(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "description": role.description,
        "rights": list(role.rights),
        "needs_second_factor": role.needs_second_factor,
    }
