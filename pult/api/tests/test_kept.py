"""Saved views, macros and canned replies as programs keep them: made, read, changed, used, removed; and refused."""

import pytest

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller
from pult.conversations import operations as conversations
from pult.conversations.models import CannedReply, SavedView

pytestmark = pytest.mark.django_db
OPEN = {"all": [{"field": "status", "operator": "any_of", "values": ["new", "open"]}]}


def test_a_view_is_saved_read_changed_and_removed(kettle):
    ana = Caller(kettle.ana)
    known = {one["field"]: one for one in ana("GET", "/conditions").json()}
    assert "any_of" in known["status"]["operators"]
    assert "solved" in known["status"]["options"]
    made = ana("POST", "/saved-views", {"name": "Mine", "conditions": OPEN})
    assert made.status_code == 201
    view = made.json()
    assert (view["reach"], view["conditions"]["all"]) == ("mine", OPEN["all"])
    assert ana("GET", f"/saved-views/{view['id']}").json() == view
    path = f"/saved-views/{view['id']}"
    changed = ana("PATCH", path, {"name": "Waiting", "order": "waiting"}).json()
    assert (changed["name"], changed["order"], changed["conditions"]) == (
        "Waiting",
        "waiting",
        view["conditions"],
    )
    assert [one["name"] for one in ana("GET", "/saved-views").json()["items"]] == ["Waiting"]
    assert ana("DELETE", path).status_code == 204
    assert ana("GET", path).status_code == 404


def test_the_conversations_of_a_view_are_those_that_its_reader_may_read(kettle):
    for number in range(3):
        kettle.conversation(f"carl{number}@example.org")
    done = kettle.conversation("done@example.org")
    conversations.solve(done, by=kettle.ana.actor)
    lea = Caller(kettle.lea)
    body = {"name": "Open", "conditions": OPEN, "reach": "everybody", "order": "first"}
    view = lea("POST", "/saved-views", body).json()
    path = f"/saved-views/{view['id']}/conversations"
    first = lea("GET", f"{path}?limit=2").json()
    rest = lea("GET", f"{path}?limit=2&cursor={first['next']}").json()
    numbers = [one["id"] for one in [*first["items"], *rest["items"]]]
    assert numbers == sorted(numbers)
    assert (len(numbers), done.pk in numbers, rest["next"]) == (3, False, None)
    assert Caller(kettle.stella)("GET", path).json()["items"] == []


def test_who_may_not_share_keeps_views_for_themselves(kettle):
    ana, lea = Caller(kettle.ana), Caller(kettle.lea)
    for reach in ({"reach": "everybody"}, {"department_id": kettle.support.pk}):
        assert ana("POST", "/saved-views", {"name": "V", "conditions": OPEN, **reach}).status_code == 403
    shared = lea(
        "POST", "/saved-views", {"name": "V", "conditions": OPEN, "department_id": kettle.support.pk}
    )
    assert shared.json()["reach"] == "department"
    path = f"/saved-views/{shared.json()['id']}"
    assert ana("GET", path).status_code == 200
    assert ana("PATCH", path, {"name": "Mine now"}).status_code == 404
    assert ana("DELETE", path).status_code == 404
    own = ana("POST", "/saved-views", {"name": "V", "conditions": OPEN}).json()
    assert lea("GET", f"/saved-views/{own['id']}").status_code == 404
    reader = Caller(kettle.ana, scopes=[Scope.READ])
    assert reader("GET", path).status_code == 200
    assert reader("DELETE", f"/saved-views/{own['id']}").status_code == 403
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"conditions": {}},
        {"conditions": {"all": [{"field": "weather", "operator": "any_of", "values": ["rain"]}]}},
        {"conditions": {"all": [{"field": "status", "operator": "contains", "values": ["x"]}]}},
        {"reach": "department"},
        {"order": "random"},
    ],
)
def test_a_view_that_makes_no_sense_is_refused(kettle, wrong):
    answer = Caller(kettle.lea)("POST", "/saved-views", {"name": "V", "conditions": OPEN, **wrong})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_a_name_is_given_once_and_a_repeat_does_nothing(kettle):
    ana, body = Caller(kettle.ana), {"name": "Mine", "conditions": OPEN}
    first = ana("POST", "/saved-views", body, **{"Idempotency-Key": "v1"})
    again = ana("POST", "/saved-views", body, **{"Idempotency-Key": "v1"})
    assert first.json() == again.json()
    assert ana("POST", "/saved-views", body).json()["error"]["code"] == "name_taken"


def test_a_macro_is_made_played_changed_and_removed(kettle):
    ana, conversation = Caller(kettle.ana), kettle.conversation()
    assert "high" in {one["act"]: one for one in ana("GET", "/acts").json()}["priority"]["options"]
    acts = [{"act": "priority", "value": "high"}, {"act": "add_tags", "value": "leak"}]
    made = ana("POST", "/macros", {"name": "Leak", "acts": acts})
    assert (made.status_code, made.json()["acts"]) == (201, acts)
    path = f"/macros/{made.json()['id']}"
    played = ana("POST", f"{path}/plays", {"conversation_id": conversation.pk}).json()
    assert (played["priority"], played["tags"]) == ("high", ["leak"])
    assert ana("POST", f"{path}/plays", {"conversation_id": 999999}).status_code == 404
    changed = ana("PATCH", path, {"acts": acts[:1]}).json()
    assert (changed["name"], changed["acts"], changed["used"]) == ("Leak", acts[:1], 1)
    assert [one["name"] for one in ana("GET", "/macros").json()["items"]] == ["Leak"]
    assert Caller(kettle.stella)("GET", path).status_code == 404
    assert ana("DELETE", path).status_code == 204
    assert ana("GET", path).status_code == 404


def test_macros_are_shared_by_those_who_may_and_make_sense(kettle):
    ana, lea = Caller(kettle.ana), Caller(kettle.lea)
    body = {"name": "Urgent", "acts": [{"act": "priority", "value": "urgent"}], "reach": "everybody"}
    assert ana("POST", "/macros", body).status_code == 403
    shared = lea("POST", "/macros", body).json()
    assert ana("PATCH", f"/macros/{shared['id']}", {"name": "x"}).status_code == 404
    assert lea("POST", "/macros", {**body, "name": "None", "acts": []}).status_code == 422
    assert lea("POST", "/macros", {**body, "name": "Odd", "acts": [{"act": "dance"}]}).status_code == 422
    narrow = Caller(kettle.ana, rights=["conversations.read", "conversations.reply"])
    conversation = kettle.conversation()
    give = {"name": "Mine", "acts": [{"act": "assignee", "value": "me"}], "reach": "everybody"}
    given = lea("POST", "/macros", give)
    assert given.status_code == 201
    path = f"/macros/{given.json()['id']}/plays"
    assert narrow("POST", path, {"conversation_id": conversation.pk}).status_code == 403


def test_a_canned_reply_is_written_read_changed_and_removed(kettle):
    ana, lea = Caller(kettle.ana), Caller(kettle.lea)
    texts = {"en": "Dear {customer.name}, it is on its way.", "hr": "Poslano je."}
    body = {"name": "On its way", "texts": texts}
    made = ana("POST", "/canned-replies", body)
    assert (made.status_code, made.json()["shortcut"], made.json()["texts"]) == (201, "on-its-way", texts)
    path = f"/canned-replies/{made.json()['id']}"
    assert ana("PATCH", path, {"name": "Sent"}).json()["texts"] == texts
    assert lea("GET", path).status_code == 404
    assert ana("POST", "/canned-replies", {**body, "reach": "everybody"}).status_code == 403
    assert ana("POST", "/canned-replies", {**body, "texts": {"en": "{weather.today}"}}).status_code == 422
    assert ana("POST", "/canned-replies", {**body, "texts": {"xx": "?"}}).status_code == 422
    shared = lea("POST", "/canned-replies", {**body, "department_id": kettle.support.pk}).json()
    assert ana("DELETE", f"/canned-replies/{shared['id']}").status_code == 404
    assert {one["name"] for one in ana("GET", "/canned-replies").json()["items"]} == {"Sent", "On its way"}
    assert ana("DELETE", path).status_code == 204
    assert CannedReply.objects.count() == 1
