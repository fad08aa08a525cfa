"""Whoever is invited works where the inviter said."""

from pult.accounts import operations as accounts
from pult.accounts.models import Invitation, Person
from pult.foundation.rights import BuiltIn
from pult.workforce.models import Member
from pult.workforce.types import Position
from tests.cast import Kettle


def accept(invitation: Invitation) -> Person:
    """Nada follows the link in her letter."""
    return accounts.accept(invitation, name="Nada Nadić", password="x", language="hr")


def works_in(person: Person) -> list[str]:
    """The departments of a member."""
    return sorted(Member.objects.get(pk=person.pk).departments.values_list("name", flat=True))


def test_who_was_invited_works_where_the_inviter_said(kettle: Kettle):
    browser = kettle.mila.client
    page = browser.get("/app/settings/people/invite").content.decode()
    assert "Support" in page
    role = accounts.built_in_role(BuiltIn.SUPERVISOR)
    given = {"email": "new@kettle.example", "name": "Nada", "language": "hr", "roles": role.pk}
    browser.post(
        "/app/settings/people/invite",
        given | {"departments": [kettle.support.pk, kettle.billing.pk], "leader": kettle.mila.member.pk},
    )
    person = accept(Invitation.objects.get())
    kettle.settle()
    assert works_in(person) == ["Billing", "Support"]
    member = Member.objects.get(pk=person.pk)
    assert member.line_manager == kettle.mila.member
    assert member.position == Position.SUPERVISOR
    assert member.languages == ["hr"]


def test_without_a_department_nobody_becomes_a_member(kettle: Kettle):
    role = accounts.built_in_role(BuiltIn.AGENT)
    person = accept(accounts.invite("new@kettle.example", by=kettle.mila.actor, roles=[role]))
    kettle.settle()
    assert not Member.objects.filter(pk=person.pk).exists()
