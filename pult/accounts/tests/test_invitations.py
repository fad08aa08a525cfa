"""Invitations: one link, one person, one week."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.accounts import operations as accounts
from pult.accounts.errors import AddressTaken, InvitationClosed, Outranked
from pult.accounts.models import Invitation, Person
from pult.accounts.types import departments_for, leaders_for
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.rights import BuiltIn


@pytest.fixture
def invitation(kettle) -> Invitation:
    return accounts.invite(
        "New@Kettle.example", by=kettle.mila.actor, roles=[accounts.built_in_role(BuiltIn.AGENT)],
        name="Nada", language="hr",
    )  # fmt: skip


def accept(invitation, **how) -> Person:
    return accounts.accept(invitation, **{"name": "Nada Nadić", "password": "x", "language": "hr"} | how)


def test_the_invited_person_gets_a_letter_in_their_language(kettle, invitation):
    kettle.settle()
    letter = mail.outbox[0]
    assert letter.to == ["new@kettle.example"]
    assert invitation.link in letter.body
    assert "Mila Petrović" in letter.body


def test_who_accepts_has_the_roles_and_the_link_is_spent(kettle, invitation):
    person = accept(invitation)
    assert [role.key for role in person.roles.all()] == ["agent"]
    assert person.check_password("x")
    with pytest.raises(InvitationClosed):
        accept(invitation, name="Somebody else")
    assert Person.objects.filter(email="new@kettle.example").count() == 1


def test_an_old_a_withdrawn_and_a_replaced_invitation_open_nothing(kettle, invitation):
    with pytest.raises(InvitationClosed):
        accept(invitation, at=timezone.now() + timedelta(days=8))
    old = invitation.link
    accounts.resend(Invitation.objects.get(pk=invitation.pk), by=kettle.mila.actor)
    assert Invitation.objects.for_link(old) is None
    with pytest.raises(InvitationClosed):
        accept(invitation)
    fresh = Invitation.objects.get(pk=invitation.pk)
    assert Invitation.objects.for_link(fresh.link) == fresh
    accounts.withdraw(fresh, by=kettle.mila.actor)
    with pytest.raises(InvitationClosed):
        accept(fresh)
    with pytest.raises(InvitationClosed):
        accounts.resend(fresh, by=kettle.mila.actor)
    assert not Person.objects.filter(email="new@kettle.example").exists()


def test_a_withdrawn_invitation_sends_no_letter_and_lets_one_invite_anew(kettle, invitation):
    accounts.withdraw(invitation, by=kettle.mila.actor)
    kettle.settle()
    assert mail.outbox == []
    accounts.invite("new@kettle.example", by=kettle.mila.actor, roles=list(invitation.roles.all()))
    kettle.settle()
    assert len(mail.outbox) == 1


def test_sending_again_sends_one_letter_with_the_new_link(kettle, invitation):
    accounts.resend(invitation, by=kettle.mila.actor, at=timezone.now() + timedelta(minutes=1))
    kettle.settle()
    assert [letter.body.count(invitation.link) for letter in mail.outbox] == [1]


def test_one_waits_for_an_address_and_nobody_who_is_here_is_invited(kettle, invitation):
    roles = [accounts.built_in_role(BuiltIn.AGENT)]
    for address in ("NEW@kettle.example", "ana@kettle.example"):
        with pytest.raises(AddressTaken):
            accounts.invite(address, by=kettle.mila.actor, roles=roles)


def test_nobody_invites_above_themselves(kettle):
    with pytest.raises(Outranked):
        accounts.invite(
            "boss@kettle.example", by=kettle.mila.actor, roles=[accounts.built_in_role(BuiltIn.ADMINISTRATOR)]
        )
    with pytest.raises(Invalid):
        accounts.invite("nobody@kettle.example", by=kettle.mila.actor, roles=[])


@given(st.text(max_size=60))
def test_a_made_up_link_is_nobodys(link):
    assert Invitation.objects.for_link(link) is None


def test_nobody_is_put_where_there_is_nothing_or_by_somebody_who_may_not(kettle):
    role = accounts.built_in_role(BuiltIn.AGENT)
    for place in ({"departments": [999999]}, {"leader": kettle.ana.member.pk}):
        with pytest.raises(Invalid):
            accounts.invite("new@kettle.example", by=kettle.mila.actor, roles=[role], **place)
    assert departments_for(kettle.eva.actor) == leaders_for(kettle.ana.actor) == []


def test_the_letter_is_in_the_language_of_the_house_unless_another_is_chosen(kettle):
    accounts.name_organisation("Kettle & Co.", language="sr-latn", time_zone="UTC", by=SYSTEM)
    page = kettle.mila.client.get("/app/settings/people/invite").content.decode()
    assert '<option value="sr-latn" selected>' in page
    role = accounts.built_in_role(BuiltIn.AGENT)
    silent = accounts.invite("new@kettle.example", by=kettle.mila.actor, roles=[role])
    assert silent.language == "sr-latn"
