"""Verbs about people."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.errors import AddressTaken, LastAdministrator, NotYourself, Outranked
from pult.accounts.events import PersonJoined, PersonRolesChanged, PersonSwitchedOff, PersonSwitchedOn
from pult.accounts.models import Person, Role
from pult.accounts.types import Act, Language
from pult.foundation import live
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
from pult.foundation.rights import BuiltIn

from .roles import built_in_role, refresh_rights

ADMINISTRATORS = "accounts.administrators"


@transaction.atomic
def create_person(
    *,
    name: str,
    email: str,
    by: Actor,
    password: str | None = None,
    roles: Iterable[str | Role] = (),
    language: str = Language.EN,
    time_zone: str = "Europe/Zagreb",
    invitation_id: int | None = None,
    at: datetime | None = None,
) -> Person:
    """Make an account for somebody, with these roles (built-in ones by key)."""
    at = at or timezone.now()
    address = email.strip().lower()
    if Person.objects.filter(email__iexact=address).exists():
        raise AddressTaken(_("Somebody with this address has an account already."))
    person = Person(name=name.strip(), email=address, language=language, time_zone=time_zone)
    person.set_password(password)
    person.note_spelling()
    person.save()
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    given = [role if isinstance(role, Role) else built_in_role(BuiltIn(role)) for role in roles]
    person.roles.set(given)
    refresh_rights(person)
    audit.record(
        Act.PERSON_CREATED,
        by=by, about=person.ref, about_name=person.name, at=at,
        after={"email": person.email, "roles": sorted(role.name for role in given)},
    )  # fmt: skip
    publish(PersonJoined(person_id=person.pk, invitation_id=invitation_id, by=by.ref, at=at))
    return person


@transaction.atomic
def enter_account(person: Person, *, name: str, password: str | None, language: str, time_zone: str) -> None:
    """Let somebody take over the account that was made for them."""
    person.name, person.language, person.time_zone = name.strip(), language, time_zone
    person.set_password(password)
    person.note_spelling()
    person.save(update_fields=["name", "language", "time_zone", "password", "sought_by"])


@transaction.atomic
def change_profile(person: Person, **values: str | bool) -> None:
    """Let somebody say how they are called and how Pult looks to them."""
    for name, value in values.items():
        setattr(person, name, value)
    person.note_spelling()
    person.save(update_fields=[*values, "sought_by"])


@transaction.atomic
def give_roles(person: Person, roles: Iterable[Role], *, by: Actor, at: datetime | None = None) -> None:
    """Give a person these roles and no others."""
    at, wanted = at or timezone.now(), list(roles)
    transaction_lock(ADMINISTRATORS)
    before = list(person.roles.order_by("name"))
    _must_outrank(person, by=by)
    if not all(role.fits_within(by) for role in {*wanted} ^ {*before}):
        raise Outranked(_("You can only give and take roles whose rights you have yourself."))
    if {role.pk for role in before} == {role.pk for role in wanted}:
        return
    if not any(role.all_rights for role in wanted):
        _must_leave_an_administrator(person)
    person.roles.set(wanted)
    refresh_rights(person)
    audit.record(
        Act.ROLES_GIVEN,
        by=by, about=person.ref, about_name=person.name, at=at,
        before={"roles": [role.name for role in before]},
        after={"roles": sorted(role.name for role in wanted)},
    )  # fmt: skip
    publish(PersonRolesChanged(person_id=person.pk, by=by.ref, at=at))


@transaction.atomic
def switch_off(person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Let somebody sign in no longer, and end what they have open."""
    at = at or timezone.now()
    transaction_lock(ADMINISTRATORS)
    if person.pk == by.person_id:
        raise NotYourself(_("You cannot switch yourself off. Ask another administrator."))
    _must_outrank(person, by=by)
    _must_leave_an_administrator(person)
    if not Person.objects.active().filter(pk=person.pk).update(is_active=False):
        return
    person.is_active = False
    _end(UserSession.objects.filter(user=person))
    live.hang_up(person=person.pk)
    audit.record(Act.PERSON_SWITCHED_OFF, by=by, about=person.ref, about_name=person.name, at=at)
    publish(PersonSwitchedOff(person_id=person.pk, by=by.ref, at=at))


@transaction.atomic
def switch_on(person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Let somebody sign in again."""
    at = at or timezone.now()
    _must_outrank(person, by=by)
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        return
    person.is_active = True
    audit.record(Act.PERSON_SWITCHED_ON, by=by, about=person.ref, about_name=person.name, at=at)
    publish(PersonSwitchedOn(person_id=person.pk, by=by.ref, at=at))


@transaction.atomic
def end_sessions(
    person: Person, *, by: Actor, only: int | None = None, keep: str | None = None, at: datetime | None = None
) -> int:
    """Sign somebody out: everywhere, in one place (`only`), or everywhere but here (`keep`, a session key)."""
    if person.pk != by.person_id:
        _must_outrank(person, by=by)
    sessions = UserSession.objects.filter(user=person)
    if only is not None:
        sessions = sessions.filter(pk=only)
    if keep:
        sessions = sessions.exclude(session_key=keep)
    ended = _end(sessions)
    if ended:
        audit.record(
            Act.SESSIONS_ENDED,
            by=by, about=person.ref, about_name=person.name, after={"sessions": ended}, at=at,
        )  # fmt: skip
    return ended


@transaction.atomic
def reset_second_factor(person: Person, *, by: Actor, at: datetime | None = None) -> None:
    """Take away the second factors of somebody who lost them, and sign them out everywhere."""
    if person.pk == by.person_id:
        raise NotYourself(_("Change your own second factor in your profile."))
    _must_outrank(person, by=by)
    Authenticator.objects.filter(user=person).delete()
    _end(UserSession.objects.filter(user=person))
    live.hang_up(person=person.pk)
    audit.record(Act.SECOND_FACTOR_RESET, by=by, about=person.ref, about_name=person.name, at=at)


def _end(sessions: "Iterable[UserSession]") -> int:
    count = 0
    for session in sessions:
        session.end()
        count += 1
    return count


def _must_outrank(person: Person, *, by: Actor) -> None:
    if not person.fits_within(by):
        raise Outranked(_("This person has rights that you do not have, so only somebody above can do this."))


def _must_leave_an_administrator(person: Person) -> None:
    others = Person.objects.administrators().exclude(pk=person.pk)
    if person.all_rights and not others.exists():
        raise LastAdministrator(
            _("This is the last administrator. Make somebody else an administrator first.")
        )
