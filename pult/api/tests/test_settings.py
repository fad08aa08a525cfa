"""What administrators set, as programs set it: policies, rules, panels, retention; and what is refused."""

import pytest

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller
from pult.automation.models import Rule

pytestmark = pytest.mark.django_db
EVERYTHING = [Scope.READ, Scope.WRITE, Scope.ADMIN]
URGENT = {"all": [{"field": "priority", "operator": "any_of", "values": ["urgent"]}]}
LEAKS = {"all": [{"field": "tags", "operator": "any_of", "values": ["leak"]}]}
HIGH = [{"act": "priority", "value": "high"}]


def full(player):
    """A token with every scope."""
    return Caller(player, scopes=EVERYTHING)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/sla-policies", {"name": "Gold"}),
        ("/automation-rules", {"name": "Rule", "kind": "trigger", "acts": HIGH}),
        (
            "/side-panels",
            {"name": "Shop", "kind": "link", "address": "https://shop.example/{customer.number}"},
        ),
    ],
)
def test_only_who_manages_it_comes_in(kettle, path, body):
    for caller in (full(kettle.ana), Caller(kettle.omar)):
        assert caller("GET", path).status_code == 403
        assert caller("POST", path, body).status_code == 403
        assert caller("GET", f"{path}/999999").status_code == 403
    omar = full(kettle.omar)
    assert omar("GET", path).status_code == 200
    for method in ("GET", "PATCH", "DELETE"):
        assert omar(method, f"{path}/999999", {}).status_code == 404
    assert omar("POST", path, {**body, "name": " "}).status_code == 422


def test_a_policy_is_opened_read_changed_moved_and_removed(kettle):
    mila = full(kettle.mila)
    promises = {"first_response": {"urgent": 3600, "normal": 14400}}
    body = {"name": "Gold", "department_id": kettle.support.pk, "conditions": LEAKS, "promises": promises}
    made = mila("POST", "/sla-policies", body)
    assert made.status_code == 201
    gold = made.json()
    assert (gold["promises"], gold["conditions"]["all"]) == (promises, LEAKS["all"])
    path = f"/sla-policies/{gold['id']}"
    changed = mila("PATCH", path, {"name": "Platinum", "department_id": None, "channels": ["email"]}).json()
    assert (changed["name"], changed["department_id"], changed["channels"]) == ("Platinum", None, ["email"])
    assert (changed["promises"], changed["conditions"]["all"]) == (promises, LEAKS["all"])
    emptied = mila("PATCH", path, {"promises": {"resolution": {"low": 60}}}).json()
    assert emptied["promises"] == {"resolution": {"low": 60}}
    second = mila("POST", "/sla-policies", {"name": "Second"}).json()
    mila("POST", f"/sla-policies/{second['id']}/place", {"to": "earlier"})
    names = [one["name"] for one in mila("GET", "/sla-policies").json()["items"]]
    assert names[:2] == ["Second", "Platinum"]
    assert mila("DELETE", path).status_code == 204
    assert mila("GET", path).status_code == 404


def test_a_policy_that_makes_no_sense_is_refused_and_the_default_stays(kettle):
    mila = full(kettle.mila)
    default = next(one for one in mila("GET", "/sla-policies").json()["items"] if one["is_default"])
    path = f"/sla-policies/{default['id']}"
    assert mila("DELETE", path).status_code == 422
    assert mila("PATCH", path, {"channels": ["email"]}).status_code == 422
    assert mila("PATCH", path, {"name": "For all"}).json()["promises"] == default["promises"]
    wrong = {"first_response": {"urgent": 0}}
    assert mila("POST", "/sla-policies", {"name": "A", "promises": wrong}).status_code == 422
    assert mila("POST", "/sla-policies", {"name": "For all"}).status_code == 422
    assert mila("POST", "/sla-policies", {"name": "C", "conditions": URGENT}).status_code == 422
    assert mila("POST", "/sla-policies", {"name": "B", "department_id": 999999}).status_code == 404
    assert mila("POST", "/sla-policies", {"name": "B", "calendar_id": 999999}).status_code == 404


def test_a_rule_is_written_tried_switched_changed_and_removed(kettle):
    lea, conversation = full(kettle.lea), kettle.conversation()
    facts = {one["name"] for one in lea("GET", "/automation-facts").json()}
    assert "conversation.opened" in facts
    assert "assignee" in {one["act"] for one in lea("GET", "/acts?use=rule").json()}
    body = {
        "name": "Raise",
        "kind": "trigger",
        "facts": ["conversation.opened"],
        "conditions": {"all": [{"field": "status", "operator": "any_of", "values": ["new"]}]},
        "acts": HIGH,
    }
    tried = lea("POST", "/automation-rule-trials", body).json()
    assert (tried["count"], tried["conversation_ids"]) == (1, [conversation.pk])
    assert Rule.objects.count() == 0
    made = lea("POST", "/automation-rules", body)
    assert made.status_code == 201
    path = f"/automation-rules/{made.json()['id']}"
    assert lea("GET", f"{path}/trial?days=30").json()["days"] == 30
    kettle.conversation("next@example.org")
    kettle.settle()
    [fired] = lea("GET", f"{path}/firings").json()["items"]
    assert (fired["fact"], fired["steps"]) == (
        "conversation.opened",
        [{"act": "priority", "value": "high", "refused": ""}],
    )
    assert lea("PATCH", path, {"is_active": False}).json()["is_active"] is False
    changed = lea("PATCH", path, {"name": "Raised", "stops": True}).json()
    assert (changed["name"], changed["stops"], changed["facts"], changed["acts"]) == (
        "Raised",
        True,
        body["facts"],
        HIGH,
    )
    assert lea("DELETE", path).status_code == 204
    assert lea("GET", path).status_code == 404


def test_rules_are_tried_in_an_order_that_can_be_changed(kettle):
    lea = full(kettle.lea)
    stale = {"kind": "time", "conditions": URGENT, "acts": HIGH, "amount": 2, "unit": "hours"}
    first, second = (lea("POST", "/automation-rules", {**stale, "name": name}).json() for name in "AB")
    lea("POST", f"/automation-rules/{second['id']}/place", {"to": "earlier"})
    rows = lea("GET", "/automation-rules?kind=time").json()["items"]
    assert [one["id"] for one in rows] == [second["id"], first["id"]]
    assert lea("POST", f"/automation-rules/{second['id']}/place", {"to": "sideways"}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"facts": []},
        {"facts": ["weather.changed"]},
        {"acts": []},
        {"acts": [{"act": "dance", "value": "now"}]},
        {"conditions": {"all": [{"field": "assignee", "operator": "any_of", "values": ["me"]}]}},
        {"kind": "magic"},
        {"amount": 0},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(kettle, wrong):
    body = {"name": "R", "kind": "trigger", "facts": ["conversation.opened"], "acts": HIGH, **wrong}
    for path in ("/automation-rules", "/automation-rule-trials"):
        assert full(kettle.lea)("POST", path, body).status_code == 422


def test_a_side_panel_is_added_read_changed_moved_tried_and_removed(kettle):
    omar, customer = full(kettle.omar), kettle.conversation().customer
    body = {
        "name": "Orders",
        "kind": "link",
        "address": "https://shop.example/orders?of={customer.number}",
        "department_ids": [kettle.support.pk],
    }
    made = omar("POST", "/side-panels", body)
    assert (made.status_code, made.json()["has_secret"]) == (201, False)
    path = f"/side-panels/{made.json()['id']}"
    changed = omar("PATCH", path, {"name": "Shop", "is_active": False}).json()
    assert (changed["name"], changed["is_active"], changed["address"]) == ("Shop", False, body["address"])
    assert changed["department_ids"] == [kettle.support.pk]
    tried = omar("POST", f"{path}/trials", {"customer_id": customer.pk}).json()
    assert (tried["state"], tried["address"]) == (
        "known",
        f"https://shop.example/orders?of={customer.pk}",
    )
    assert omar("POST", f"{path}/trials", {"customer_id": 999999}).status_code == 422
    frame = {"name": "CRM", "kind": "frame", "address": "https://crm.example/", "secret": "s" * 40}
    second = omar("POST", "/side-panels", frame).json()
    assert second["has_secret"]
    assert "secret" not in second
    assert omar("PATCH", f"/side-panels/{second['id']}", {"height": 200}).json()["has_secret"]
    assert not omar("PATCH", f"/side-panels/{second['id']}", {"secret": ""}).json()["has_secret"]
    omar("POST", f"/side-panels/{second['id']}/place", {"to": "earlier"})
    assert [one["name"] for one in omar("GET", "/side-panels").json()["items"]] == ["CRM", "Shop"]
    assert omar("DELETE", path).status_code == 204
    assert omar("GET", path).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "javascript:alert(1)"},
        {"address": "https://shop.example/{customer.shoe_size}"},
        {"on_conversations": False, "on_customers": False},
        {"department_ids": [999999]},
        {"brand_ids": [999999]},
        {"height": 5},
        {"header": "X: Y"},
        {"kind": "hologram"},
    ],
)
def test_a_side_panel_that_makes_no_sense_is_refused(kettle, wrong):
    body = {"name": "Shop", "kind": "link", "address": "https://shop.example/"}
    assert full(kettle.omar)("POST", "/side-panels", {**body, **wrong}).status_code == 422
