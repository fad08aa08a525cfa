"""People: who may do what to whom, and that somebody can always open the door."""

import pytest

from pult.accounts import operations as accounts
from pult.accounts import queries
from pult.accounts.errors import (
    AddressTaken,
    AlreadySetUp,
    BuiltInRole,
    LastAdministrator,
    NameTaken,
    NotYourself,
    Outranked,
    RoleInUse,
)
from pult.accounts.models import Person, Role
from pult.accounts.types import Act, Right
from pult.foundation import rights
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.rights import BuiltIn


def role(key) -> Role:
    return accounts.built_in_role(key)


def test_the_last_administrator_cannot_be_switched_off_or_stripped(kettle):
    for act in (
        lambda: accounts.switch_off(kettle.omar.person, by=SYSTEM),
        lambda: accounts.give_roles(kettle.omar.person, [role(BuiltIn.AGENT)], by=SYSTEM),
    ):
        with pytest.raises(LastAdministrator):
            act()
    kettle.omar.person.refresh_from_db()
    assert kettle.omar.person.is_active
    assert kettle.omar.person.all_rights


def test_with_a_second_administrator_the_first_may_go(kettle):
    accounts.give_roles(kettle.mila.person, [role(BuiltIn.ADMINISTRATOR)], by=kettle.omar.actor)
    mila = Person.objects.get(pk=kettle.mila.person.pk)
    accounts.switch_off(kettle.omar.person, by=mila.actor)
    assert not Person.objects.get(pk=kettle.omar.person.pk).is_active
    with pytest.raises(LastAdministrator):
        accounts.give_roles(mila, [], by=SYSTEM)


def test_nobody_switches_themselves_off(kettle):
    with pytest.raises(NotYourself):
        accounts.switch_off(kettle.mila.person, by=kettle.mila.actor)


def test_a_manager_neither_makes_nor_touches_administrators(kettle):
    with pytest.raises(Outranked):
        accounts.give_roles(kettle.ana.person, [role(BuiltIn.ADMINISTRATOR)], by=kettle.mila.actor)
    with pytest.raises(Outranked):
        accounts.switch_off(kettle.omar.person, by=kettle.mila.actor)
    with pytest.raises(Outranked):
        accounts.end_sessions(kettle.omar.person, by=kettle.mila.actor)
    with pytest.raises(Outranked):
        accounts.issue_token(kettle.omar.person, by=kettle.mila.actor, name="sneaky")


def test_changed_roles_change_rights_at_once_and_are_written_down(kettle):
    accounts.give_roles(kettle.ana.person, [role(BuiltIn.SUPERVISOR)], by=kettle.omar.actor)
    ana = Person.objects.get(pk=kettle.ana.person.pk)
    assert ana.actor.has("conversations.read_all")
    record = AuditRecord.objects.get(what=Act.ROLES_GIVEN)
    assert record.changes == [("roles", ["Agent"], ["Supervisor"])]
    assert (record.who, record.about) == (kettle.omar.person.ref, ana.ref)
    assert EventRecord.objects.filter(name="person.roles_changed", subject=ana.ref).count() == 1


def test_the_same_roles_again_change_nothing(kettle):
    accounts.give_roles(kettle.ana.person, [role(BuiltIn.AGENT)], by=kettle.omar.actor)
    assert not AuditRecord.objects.filter(what=Act.ROLES_GIVEN).exists()


def test_an_own_role_gives_what_it_says_and_follows_its_changes(kettle):
    auditor = accounts.make_role("Auditor", by=kettle.omar.actor, rights=[Right.READ_AUDIT])
    accounts.give_roles(kettle.ana.person, [auditor, role(BuiltIn.AGENT)], by=kettle.omar.actor)
    assert Person.objects.get(pk=kettle.ana.person.pk).actor.has(Right.READ_AUDIT)
    accounts.change_role(auditor, by=kettle.omar.actor, rights=[], needs_second_factor=True)
    ana = Person.objects.get(pk=kettle.ana.person.pk)
    assert not ana.actor.has(Right.READ_AUDIT)
    assert ana.needs_second_factor
    with pytest.raises(RoleInUse):
        accounts.remove_role(auditor, by=kettle.omar.actor)
    accounts.give_roles(kettle.ana.person, [role(BuiltIn.AGENT)], by=kettle.omar.actor)
    accounts.remove_role(auditor, by=kettle.omar.actor)
    assert not Role.objects.filter(name="Auditor").exists()


def test_the_administrators_role_cannot_lose_rights_or_go(kettle):
    administrator = role(BuiltIn.ADMINISTRATOR)
    accounts.change_role(
        administrator, by=kettle.omar.actor, rights=[], needs_second_factor=True, name="Boss"
    )
    administrator.refresh_from_db()
    assert administrator.all_rights
    assert (administrator.name, administrator.needs_second_factor) == ("Administrator", True)
    assert len(administrator.declared_rights) == len(rights.declared())
    with pytest.raises(BuiltInRole):
        accounts.remove_role(administrator, by=kettle.omar.actor)


def test_nobody_puts_rights_into_a_role_that_they_do_not_have(kettle):
    shaper = accounts.make_role("Shaper", by=kettle.omar.actor, rights=[Right.MANAGE_ROLES])
    accounts.give_roles(kettle.ana.person, [shaper], by=kettle.omar.actor)
    ana = Person.objects.get(pk=kettle.ana.person.pk)
    with pytest.raises(Outranked):
        accounts.make_role("Everything", by=ana.actor, rights=[Right.MANAGE_SYSTEM])
    with pytest.raises(Outranked):
        accounts.change_role(role(BuiltIn.MANAGER), by=ana.actor, rights=[], needs_second_factor=False)


def test_role_names_are_their_own(kettle):
    for taken in ("administrator", " Agent "):
        with pytest.raises(NameTaken):
            accounts.make_role(taken, by=kettle.omar.actor, rights=[])
    with pytest.raises(Invalid):
        accounts.make_role("Odd", by=kettle.omar.actor, rights=["nobody.knows"])


def test_a_release_brings_new_rights_to_built_in_roles_once(kettle, monkeypatch):
    manager = role(BuiltIn.MANAGER)
    accounts.change_role(
        manager, by=kettle.omar.actor, needs_second_factor=False,
        rights=[right for right in manager.rights if right != Right.MANAGE_PEOPLE],
    )  # fmt: skip
    monkeypatch.setattr(rights, "_declared", dict(rights._declared))
    rights.declare("planning.plan", "Plan shifts", granted_to=[BuiltIn.MANAGER])
    accounts.renew_built_in_roles()
    manager.refresh_from_db()
    assert "planning.plan" in manager.rights
    assert Right.MANAGE_PEOPLE not in manager.rights
    assert Person.objects.get(pk=kettle.mila.person.pk).actor.has("planning.plan")


def test_one_address_is_one_person(kettle):
    with pytest.raises(AddressTaken):
        accounts.create_person(name="Ana again", email="ANA@kettle.example", by=SYSTEM)


@pytest.mark.parametrize("words", ["maric", "Марић", "stel mar", ["STELLA", "kettle.example"][0]])
def test_people_are_found_however_their_name_is_typed(kettle, words):
    found = queries.people_page(kettle.omar.actor, words=words)
    assert [person.name for person in found.rows] == ["Stella Marić"]


def test_the_list_of_people_is_paged_and_shows_only_what_one_may_see(kettle):
    first = queries.people_page(kettle.omar.actor, size=4)
    rest = queries.people_page(kettle.omar.actor, size=4, after=first.after)
    names = [person.name for person in (*first.rows, *rest.rows)]
    assert names == sorted(names)
    assert len(names) == len(set(names)) == 6
    assert [person.name for person in queries.people_page(kettle.ana.actor).rows] == ["Ana Horvat"]


@pytest.mark.django_db
def test_two_wizards_give_one_administrator():
    accounts.create_first_administrator(name="Omar", email="omar@kettle.example", password="x")
    with pytest.raises(AlreadySetUp):
        accounts.create_first_administrator(name="Eve", email="eve@elsewhere.example", password="y")
    assert [person.name for person in Person.objects.administrators()] == ["Omar"]
