"""Behind a restricted door: every address of a conversation is tried by those outside and by who is inside."""

import re

import pytest

from pult.accounts import operations as accounts
from pult.accounts.types import Scope
from pult.conversations.models import Conversation
from pult.inboxes import operations as inboxes
from tests.guards import access

LEADS_THERE = re.compile(r"\{(conversation|message|planned)\}")
REACHED = {200, 204, 302, 303, 422}
PEOPLE = dict(zip(access.PEOPLE, range(7), strict=True))
OUTSIDE = ("agent", "manager", "administrator")
PARTS = 2


@pytest.fixture
def observer(kettle):
    """Everybody at their browsers, after the usual door was restricted to Lea."""
    observer = access.Observer(kettle)
    inboxes.restrict(kettle.inbox, people=[kettle.lea.person], departments=[], by=kettle.omar.actor)
    return observer


def lines():
    return [
        line
        for line in access.table()
        if LEADS_THERE.search(line.address) and line.address.startswith("/app/")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_address_lets_an_outsider_in(observer, part):
    leaks, lost = [], []
    assert len(lines()) > 50
    for line in lines()[part::PARTS]:
        seen = observer.see(line)
        leaks += [
            f"{line.name} {line.method} {line.address}: {who} {seen[PEOPLE[who]]}"
            for who in OUTSIDE
            if line.statuses[PEOPLE[who]] in REACHED and seen[PEOPLE[who]] != 404
        ]
        inside = PEOPLE["supervisor"]
        if line.statuses[inside] in REACHED and seen[inside] not in REACHED:
            lost.append(f"{line.name} {line.method} {line.address}: {seen[inside]}")
    assert (leaks, lost) == ([], [])


@pytest.mark.django_db
def test_the_api_knows_nothing_of_it(observer, kettle, client):
    number = Conversation.objects.get(inbox=kettle.inbox, subject="My kettle leaks").pk
    asked = {}
    for player in (kettle.omar, kettle.lea):
        _, token = accounts.issue_token(
            player.person, name="Script", scopes=[Scope.READ, Scope.WRITE], by=player.actor
        )
        head = {"Authorization": f"Bearer {token}"}
        answers = [
            client.get(f"/api/v1/conversations/{number}{part}", headers=head).status_code
            for part in ("", "/messages", "/links", "/sides")
        ]
        listed = client.get("/api/v1/conversations", headers=head).json()["items"]
        asked[player.person.name] = (set(answers), number in {one["id"] for one in listed})
    assert asked == {"Omar Khalil": ({404}, False), "Lea Novak": ({200}, True)}
