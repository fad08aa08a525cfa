"""Who sees a customer, a company or an inbox, as programs say it."""

import pytest

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller
from pult.customers import operations as customers
from pult.customers.models import Customer

pytestmark = pytest.mark.django_db


def test_a_program_restricts_somebody_and_opens_them_again(kettle):
    lea, ana = Caller(kettle.lea, scopes=list(Scope)), Caller(kettle.ana, scopes=list(Scope))
    carl = kettle.conversation("carl@example.org").customer
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor)
    for there, shown in (
        (f"/customers/{carl.pk}", "/customers"),
        (f"/companies/{lodges.pk}", "/companies"),
    ):
        assert lea("GET", f"{there}/readers").json() == {"is_restricted": False, "people": []}
        inside = {"is_restricted": True, "person_ids": [kettle.lea.person.pk]}
        assert ana("PUT", f"{there}/readers", inside).status_code == 403
        said = lea("PUT", f"{there}/readers", inside).json()
        assert said == {
            "is_restricted": True,
            "people": [{"id": kettle.lea.person.pk, "name": "Lea Novak"}],
        }
        assert ana("GET", there).status_code == 404
        assert ana("GET", shown).json()["items"] == []
        assert lea("GET", there).json()["is_restricted"]
        assert lea("PUT", f"{there}/readers", {"is_restricted": True}).status_code == 422
        wrong = {"is_restricted": True, "person_ids": [999999]}
        assert lea("PUT", f"{there}/readers", wrong).status_code == 422
        assert not lea("PUT", f"{there}/readers", {"is_restricted": False}).json()["is_restricted"]
        assert ana("GET", there).status_code == 200


def test_a_program_restricts_an_inbox(kettle):
    omar, lea = Caller(kettle.omar, scopes=list(Scope)), Caller(kettle.lea, scopes=list(Scope))
    there = f"/inboxes/{kettle.inbox.pk}/readers"
    inside = {
        "is_restricted": True,
        "person_ids": [kettle.lea.person.pk],
        "department_ids": [kettle.billing.pk],
    }
    assert lea("PUT", there, inside).status_code == 403
    said = omar("PUT", there, inside).json()
    assert [one["name"] for one in said["people"] + said["departments"]] == ["Lea Novak", "Billing"]
    assert omar("PUT", there, inside | {"department_ids": [999999]}).status_code == 422
    assert omar("GET", there).json() == said
    assert omar("PUT", there, {"is_restricted": False}).json() == {
        "is_restricted": False,
        "people": [],
        "departments": [],
    }


def test_a_program_reaches_nobody_who_is_for_others(kettle):
    ana = Caller(kettle.ana)
    carl = kettle.conversation("carl@example.org").customer
    lodges = customers.create_company("Northern Lodges", by=kettle.lea.actor, domain="lodges.example")
    for thing in (carl, lodges):
        customers.restrict(thing, people=[kettle.lea.person], by=kettle.omar.actor)
    new = {"inbox_id": kettle.inbox.pk, "subject": "Hello", "text": "Are you there?"}
    for address in ("carl@example.org", "new@lodges.example"):
        refused = ana("POST", "/conversations", new | {"customer_email": address})
        assert (refused.status_code, "Carl" in refused.content.decode()) == (422, False)
    refused = ana("POST", "/customers", {"name": "New", "email": "new@lodges.example"})
    assert refused.status_code == 422
    assert not Customer.objects.filter(name="New").exists()
