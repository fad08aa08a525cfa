"""What is for some colleagues only: every address that leads there is tried by those outside and by who is inside."""

import re

import pytest

from pult.accounts import operations as accounts
from pult.accounts.types import Scope
from pult.conversations.models import Conversation
from pult.customers import operations as customers
from pult.customers.models import Company, Customer
from pult.inboxes import operations as inboxes
from tests.guards import access

LEADS_THERE = {
    "inbox": re.compile(r"\{(conversation|message|planned)\}"),
    "customer": re.compile(r"\{(conversation|message|planned|customer)\}"),
    "company": re.compile(r"\{(conversation|message|planned|customer|firm)\}"),
}
# Where it is said who sees a customer or a company, for whoever may say that, inside or outside.
SAID_THERE = {"workspace:customer-readers", "workspace:company-readers"}
REACHED = {200, 204, 302, 303, 422}
PEOPLE = dict(zip(access.PEOPLE, range(7), strict=True))
OUTSIDE = ("agent", "manager", "administrator")
RESTRICTED = pytest.mark.parametrize("by", LEADS_THERE)


def restrict(kettle, by, customer_id, company_id):
    """Let only Lea in: by the door, by the customer who wrote, or by the company in which they are."""
    company = Company.objects.get(pk=company_id)
    if by == "inbox":
        inboxes.restrict(kettle.inbox, people=[kettle.lea.person], departments=[], by=kettle.omar.actor)
        return
    customer = Customer.objects.get(pk=customer_id)
    customers.place_in_company(customer, company, by=kettle.omar.actor)
    thing = company if by == "company" else customer
    customers.restrict(thing, people=[kettle.lea.person], by=kettle.omar.actor)


def lines(by):
    return [
        line
        for line in access.table()
        if LEADS_THERE[by].search(line.address)
        and line.address.startswith("/app/")
        and line.name not in SAID_THERE
    ]


@pytest.mark.django_db
@RESTRICTED
def test_no_address_lets_an_outsider_in(kettle, by):
    observer = access.Observer(kettle)
    restrict(kettle, by, observer.things["customer"], observer.things["firm"])
    leaks, lost = [], []
    assert len(lines(by)) > 50
    for line in lines(by):
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
@RESTRICTED
def test_the_api_knows_nothing_of_it(kettle, client, by):
    conversation = kettle.conversation(name="Carl Carlsson")
    firm = customers.create_company("Northern Lodges", by=kettle.omar.actor)
    restrict(kettle, by, conversation.customer_id, firm.pk)
    asked = {
        player.person.name: {
            address: client.get(f"/api/v1/{address}", headers=bearer(player)).status_code
            for address in behind(by, conversation, firm)
        }
        for player in (kettle.omar, kettle.lea)
    }
    assert set(asked["Omar Khalil"].values()) == {404}
    assert set(asked["Lea Novak"].values()) == {200}
    listed = {
        player.person.name: any(
            name in client.get(f"/api/v1/{address}", headers=bearer(player)).content.decode()
            for address in ("conversations", "customers", "companies", "customers?email=carl@example.org")
            for name in hidden(by, conversation)
        )
        for player in (kettle.omar, kettle.lea)
    }
    assert listed == {"Omar Khalil": False, "Lea Novak": True}


def bearer(player):
    _, token = accounts.issue_token(
        player.person, name="Script", scopes=[Scope.READ, Scope.WRITE], by=player.actor
    )
    return {"Authorization": f"Bearer {token}"}


def behind(by, conversation: Conversation, firm):
    parts = [f"conversations/{conversation.pk}{part}" for part in ("", "/messages", "/links", "/sides")]
    if by != "inbox":
        parts += [f"customers/{conversation.customer_id}{part}" for part in ("", "/consents")]
    return [*parts, f"companies/{firm.pk}"] if by == "company" else parts


def hidden(by, conversation: Conversation):
    words = [f'"{conversation.subject}"']
    if by != "inbox":
        words.append("Carl Carlsson")
    return [*words, "Northern Lodges"] if by == "company" else words
