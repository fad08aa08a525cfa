"""Verbs about invitations."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from pult.accounts.errors import AddressTaken, InvitationClosed, Outranked
from pult.accounts.events import PersonInvited
from pult.accounts.models import Invitation, Person, Role
from pult.accounts.queries import house_language
from pult.accounts.types import Act, departments_for, leaders_for
from pult.foundation.actors import Actor, Kind
from pult.foundation.audit import operations as audit
from pult.foundation.errors import Invalid
from pult.foundation.events import publish

from .people import create_person, enter_account

LIFE = timedelta(days=7)


@transaction.atomic
def invite(
    email: str,
    *,
    by: Actor,
    roles: Iterable[Role],
    name: str = "",
    language: str = "",
    departments: Iterable[int] = (),
    leader: int | None = None,
    at: datetime | None = None,
) -> Invitation:
    """Invite somebody by mail to make an account with these roles, and perhaps to work in these departments."""
    at, given, address = at or timezone.now(), list(roles), email.strip().lower()
    if not given:
        raise Invalid(_("Choose at least one role."))
    if not all(role.fits_within(by) for role in given):
        raise Outranked(_("You can only give and take roles whose rights you have yourself."))
    if Person.objects.filter(email__iexact=address).exists():
        raise AddressTaken(_("Somebody with this address has an account already."))
    place = _place(departments, leader, by=by)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=address, name=name.strip(), language=language or house_language(), invited_by=by.name,
                key=_key(), sent_at=at, expires_at=at + LIFE, **place,
            )  # fmt: skip
    except IntegrityError as error:
        raise AddressTaken(_("This address has an invitation already. You can send it again.")) from error
    invitation.roles.set(given)
    _send(invitation, act=Act.PERSON_INVITED, by=by, at=at)
    return invitation


@transaction.atomic
def invite_account(person: Person, *, by: Actor, at: datetime | None = None) -> Invitation:
    """Invite somebody whose account was made for them, such as a new colleague, to come in and choose a password."""
    at = at or timezone.now()
    waiting = Invitation.objects.waiting().filter(email__iexact=person.email)
    if (earlier := waiting.first()) is not None:
        Invitation.objects.filter(pk=earlier.pk).update(person=person)
        return earlier
    invitation = Invitation.objects.create(
        email=person.email, name=person.name, language=person.language, invited_by=by.name, person=person,
        key=_key(), sent_at=at, expires_at=at + LIFE,
    )  # fmt: skip
    invitation.roles.set(person.roles.all())
    _send(invitation, act=Act.PERSON_INVITED, by=by, at=at)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: Actor, at: datetime | None = None) -> None:
    """Send an invitation again: a new link, a new week; the old link stops working."""
    at = at or timezone.now()
    _must_outrank(invitation, by=by)
    fresh = {"key": _key(), "sent_at": at, "expires_at": at + LIFE}
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(**fresh):
        raise InvitationClosed(_("This invitation was accepted or withdrawn."))
    invitation.refresh_from_db()
    _send(invitation, act=Act.INVITATION_RESENT, by=by, at=at)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor, at: datetime | None = None) -> None:
    """Take an invitation back; its link stops working."""
    at = at or timezone.now()
    _must_outrank(invitation, by=by)
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=at):
        raise InvitationClosed(_("This invitation was accepted or withdrawn."))
    audit.record(
        Act.INVITATION_WITHDRAWN,
        by=by, about=f"invitation:{invitation.pk}", about_name=invitation.email, at=at,
    )  # fmt: skip


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    name: str,
    password: str | None,
    language: str,
    time_zone: str = "Europe/Zagreb",
    at: datetime | None = None,
) -> Person:
    """Make the account that the invitation promised; the link works once."""
    at = at or timezone.now()
    open_ones = Invitation.objects.waiting().filter(pk=invitation.pk, key=invitation.key, expires_at__gt=at)
    if not open_ones.update(accepted_at=at):
        raise InvitationClosed(_("This invitation can no longer be used. Ask for a new one."))
    guest = Actor(kind=Kind.NOBODY, name=name)
    person = invitation.person
    if person is not None:
        enter_account(person, name=name, password=password, language=language, time_zone=time_zone)
    else:
        person = create_person(
            name=name, email=invitation.email, password=password, roles=list(invitation.roles.all()),
            language=language, time_zone=time_zone, invitation_id=invitation.pk, by=guest, at=at,
        )  # fmt: skip
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    audit.record(
        Act.INVITATION_ACCEPTED,
        by=person.actor, about=f"invitation:{invitation.pk}", about_name=invitation.email, at=at,
    )  # fmt: skip
    return person


def _place(departments: Iterable[int], leader: int | None, *, by: Actor) -> dict[str, Any]:
    """Where the invited person will work, if the inviter may put people there."""
    chosen = sorted(set(departments))
    may_be_put = {pk for pk, _name in departments_for(by)}, {pk for pk, _name in leaders_for(by)}
    if not may_be_put[0].issuperset(chosen) or (leader is not None and leader not in may_be_put[1]):
        raise Invalid(_("You cannot put anybody there."))
    return {"department_ids": chosen, "leader_id": leader}


def _send(invitation: Invitation, *, act: Act, by: Actor, at: datetime) -> None:
    audit.record(
        act,
        by=by, about=f"invitation:{invitation.pk}", about_name=invitation.email, at=at,
        after={"roles": sorted(invitation.roles.values_list("name", flat=True))},
    )  # fmt: skip
    publish(PersonInvited(invitation_id=invitation.pk, by=by.ref, at=at))


def _must_outrank(invitation: Invitation, *, by: Actor) -> None:
    if not all(role.fits_within(by) for role in invitation.roles.all()):
        raise Outranked(_("You can only give and take roles whose rights you have yourself."))


def _key() -> str:
    return get_random_string(24)
