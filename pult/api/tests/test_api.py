"""The desk over HTTP, as programs see it."""

import json
from datetime import datetime

import pytest
from django.test import Client

from pult.accounts import operations as accounts
from pult.accounts.types import Scope
from pult.checklists import operations as checklists
from pult.checklists.types import Step
from pult.conversations.models import Conversation, Message
from pult.fields import operations as fields
from pult.fields.operations import Wanted
from pult.fields.types import Audience
from pult.fields.types import Kind as FieldKind
from pult.foundation.actors import SYSTEM


class Caller:
    """A program with somebody's token."""

    def __init__(self, player, **token):
        self.client = Client()
        scopes = token.pop("scopes", [Scope.READ, Scope.WRITE])
        _, self.token = accounts.issue_token(
            player.person, name="test", by=player.actor, scopes=scopes, **token
        )

    def __call__(self, method, path, body=None, **headers):
        return self.client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )


@pytest.fixture
def ana(kettle):
    return Caller(kettle.ana)


def test_a_program_reads_what_its_person_may_read(kettle, ana):
    conversation = kettle.conversation()
    shown = ana("GET", f"/conversations/{conversation.pk}").json()
    assert shown["subject"] == "My kettle leaks"
    assert shown["customer"]["name"] == "carl@example.org"
    assert datetime.fromisoformat(shown["opened_at"]).utcoffset().total_seconds() == 0
    assert Caller(kettle.stella)("GET", f"/conversations/{conversation.pk}").status_code == 404


def test_without_a_token_there_is_one_clear_answer(kettle):
    answer = Client().get("/api/v1/conversations")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "not_authenticated"


def test_a_token_for_reading_writes_nothing(kettle):
    conversation = kettle.conversation()
    reader = Caller(kettle.ana, scopes=[Scope.READ])
    assert reader("GET", f"/conversations/{conversation.pk}").status_code == 200
    assert reader("POST", f"/conversations/{conversation.pk}/messages", {"text": "x"}).status_code == 403


def test_every_refusal_has_one_shape(kettle, ana):
    conversation = kettle.conversation()
    path = f"/conversations/{conversation.pk}"
    refusals = [
        (ana("GET", "/conversations/999999"), 404, "not_found"),
        (ana("GET", "/conversations?status=strange"), 422, "invalid"),
        (ana("GET", "/conversations?cursor=made-up"), 422, "invalid"),
        (ana("POST", f"{path}/messages", {"text": "  "}), 422, "empty_message"),
        (ana("POST", f"{path}/messages", {"kind": "reply"}), 422, "invalid"),
        (ana("PATCH", path, {"status": "new"}), 422, "invalid"),
        (ana("PATCH", path, {"version": 1000, "subject": "x"}), 409, "somebody_was_faster"),
        (Caller(kettle.eva)("POST", f"{path}/messages", {"text": "x"}), 403, "forbidden"),
    ]
    ana("PATCH", path, {"status": "pending"})
    for answer, status, code in refusals[:5] + refusals[6:]:
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        assert answer.json()["error"]["message"]


def test_listing_goes_through_every_row_once_and_back(kettle, ana):
    for number in range(7):
        kettle.mail(f"carl{number}@example.org")
    seen, cursor, last = [], None, None
    while True:
        page = ana("GET", f"/conversations?limit=3{f'&cursor={cursor}' if cursor else ''}").json()
        seen += [row["id"] for row in page["items"]]
        last, cursor = page, page["next"]
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 7
    back = ana("GET", f"/conversations?limit=3&cursor={last['previous']}").json()
    assert [row["id"] for row in back["items"]] == seen[3:6]


def test_an_idempotency_key_makes_a_repeat_harmless(kettle, ana):
    conversation = kettle.conversation()
    path = f"/conversations/{conversation.pk}/messages"
    first = ana("POST", path, {"text": "On its way."}, **{"Idempotency-Key": "k1"})
    again = ana("POST", path, {"text": "On its way."}, **{"Idempotency-Key": "k1"})
    other = ana("POST", path, {"text": "Something else."}, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Message.objects.filter(kind="reply").count() == 1


def test_a_refused_act_leaves_no_key_behind(kettle, ana):
    conversation = kettle.conversation()
    path = f"/conversations/{conversation.pk}/messages"
    assert ana("POST", path, {"text": " "}, **{"Idempotency-Key": "k2"}).status_code == 422
    assert ana("POST", path, {"text": "Now."}, **{"Idempotency-Key": "k3"}).status_code == 201


def test_a_conversation_from_elsewhere_is_opened_answered_and_solved(kettle, ana):
    opened = ana(
        "POST",
        "/conversations",
        {
            "from": "customer",
            "inbox_id": kettle.inbox.pk,
            "subject": "Lid",
            "text": "The lid is loose.",
            "customer_email": "jo@example.org",
            "customer_name": "Jo",
        },
    ).json()
    path = f"/conversations/{opened['id']}"
    ana("POST", f"{path}/messages", {"text": "A new lid is coming."})
    ana("POST", f"{path}/messages", {"kind": "note", "text": "Second time this week."})
    ana("POST", f"{path}/messages", {"kind": "customer", "text": "Thank you!"})
    solved = ana("PATCH", path, {"status": "solved", "tags": ["Lid"], "priority": "high"}).json()
    assert (solved["status"], solved["tags"], solved["priority"]) == ("solved", ["lid"], "high")
    kinds = [row["kind"] for row in ana("GET", f"{path}/messages").json()["items"]]
    assert kinds == ["customer", "reply", "note", "customer"]


def test_assigning_and_transferring(kettle, ana):
    conversation = kettle.conversation()
    path = f"/conversations/{conversation.pk}"
    assert (
        ana("PATCH", path, {"assignee_id": kettle.ana.member.pk}).json()["assignee"]["name"] == "Ana Horvat"
    )
    moved = ana("PATCH", path, {"department_id": kettle.billing.pk})
    assert moved.json()["department"]["name"] == "Billing"
    assert Conversation.objects.get(pk=conversation.pk).department == kettle.billing


def test_customers_companies_and_the_team(kettle, ana):
    made = ana("POST", "/customers", {"name": "Petra", "email": "Petra@Example.org", "language": "hr"})
    assert made.status_code == 201
    company = ana("POST", "/companies", {"name": "Voda d.o.o.", "domain": "voda.example"}).json()
    changed = ana(
        "PATCH", f"/customers/{made.json()['id']}", {"company_id": company["id"], "note": "Kind."}
    ).json()
    assert (changed["company"]["name"], changed["note"]) == ("Voda d.o.o.", "Kind.")
    assert [row["name"] for row in ana("GET", "/customers?email=petra@example.org").json()["items"]] == [
        "Petra"
    ]
    assert {row["name"] for row in ana("GET", "/members").json()["items"]} >= {"Ana Horvat", "Lea Novak"}
    assert {row["name"] for row in ana("GET", "/departments").json()["items"]} == {"Support", "Billing"}
    assert ana("PATCH", f"/members/{kettle.ana.member.pk}", {"presence": "away"}).json()["presence"] == "away"
    assert ana("PATCH", f"/members/{kettle.lea.member.pk}", {"presence": "away"}).status_code == 403


def test_search_finds_conversations_and_customers(kettle, ana):
    kettle.conversation(text="The descaling powder is missing.", name="Carl Carlsson")
    found = ana("GET", "/search?q=descaling").json()
    assert "<mark>descaling</mark>" in found["conversations"][0]["passage"]
    assert ana("GET", "/search?q=carls").json()["customers"][0]["name"] == "Carl Carlsson"


@pytest.mark.parametrize(
    ("rows", "path"), [(r, p) for r in (3, 30) for p in ("/conversations", "/customers")]
)
def test_a_list_costs_the_same_whatever_its_length(kettle, ana, rows, path, django_assert_max_num_queries):
    for number in range(rows):
        kettle.mail(f"carl{number}@example.org")
    with django_assert_max_num_queries(6):
        assert len(ana("GET", path).json()["items"]) == rows


def test_the_description_names_every_noun(kettle, client):
    paths = client.get("/api/openapi.json").json()["paths"]
    nouns = {path.removeprefix("/api/v1/").split("/")[0] for path in paths}
    assert nouns >= {
        "conversations",
        "messages",
        "customers",
        "companies",
        "members",
        "departments",
        "search",
    }


@pytest.fixture
def own(kettle):
    """A return asks for a serial number where a kettle is meant; a customer has a contract."""

    def add(key, kind, audience=Audience.CONVERSATION, **more):
        wanted = Wanted(names={"en": key.title()}, **more)
        return fields.add_field(audience, kind=kind, key=key, wanted=wanted, by=SYSTEM)

    product = add("product", FieldKind.ONE, choices=[("kettle", {"en": "Kettle"}), ("pot", {"en": "Pot"})])
    serial = add("serial", FieldKind.SHORT, is_required=True)
    fields.show_only_when(serial, other=product, when=["kettle"], by=SYSTEM)
    made = fields.add_type(names={"en": "Return"}, by=SYSTEM)
    fields.change_type(made, names=made.names, is_public=False, fields=[product, serial], by=SYSTEM)
    for audience in (Audience.CUSTOMER, Audience.COMPANY):
        add("value", FieldKind.NUMBER, audience, decimals=2)
    return made


def test_fields_are_listed_read_and_written(kettle, ana, own):
    listed = ana("GET", "/fields?audience=conversation").json()["items"]
    assert [(one["key"], one["depends_on"], one["shown_when"]) for one in listed] == [
        ("product", None, []),
        ("serial", "product", ["kettle"]),
    ]
    assert ana("GET", "/types").json() == {
        "items": [
            {"id": own.pk, "names": {"en": "Return"}, "is_public": False, "fields": ["product", "serial"]}
        ],
        "everywhere": [],
    }
    here = f"/conversations/{kettle.conversation().pk}"
    changed = ana("PATCH", here, {"type_id": own.pk, "fields": {"product": "kettle"}}).json()
    assert (changed["type_id"], changed["fields"]) == (own.pk, {"product": "kettle"})
    refused = ana("PATCH", here, {"status": "solved"})
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "fields_missing"
    assert [one["path"] for one in refused.json()["error"]["fields"]] == ["fields.serial"]
    ana("PATCH", here, {"fields": {"serial": "K-1"}, "status": "solved"})
    assert ana("GET", here).json()["fields"] == {"product": "kettle", "serial": "K-1"}
    listed = ana("GET", "/conversations").json()["items"]
    assert [one["fields"] for one in listed] == [{"product": "kettle", "serial": "K-1"}]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"product": "teapot"}, "wrong_value", "fields.product"),
        ({"product": ["kettle"]}, "wrong_value", "fields.product"),
        ({"serial": {"x": 1}}, "wrong_value", "fields.serial"),
        ({"colour": "red"}, "unknown_field", "fields.colour"),
    ],
)
def test_what_does_not_fit_a_field_names_it(kettle, ana, own, given, code, path):
    here = f"/conversations/{kettle.conversation().pk}"
    refused = ana("PATCH", here, {"type_id": own.pk, "fields": given})
    error = refused.json()["error"]
    assert (refused.status_code, error["code"], error["fields"][0]["path"]) == (422, code, path)
    assert ana("GET", here).json()["type_id"] is None


def test_fields_of_customers_and_companies_over_the_api(kettle, ana, own):
    customer = f"/customers/{kettle.conversation().customer_id}"
    assert ana("PATCH", customer, {"fields": {"value": 12.5}}).json()["fields"] == {"value": "12.5"}
    assert ana("PATCH", customer, {"fields": {"value": None}}).json()["fields"] == {}
    assert ana("PATCH", customer, {"fields": {"value": "12.555"}}).status_code == 422
    company = ana("POST", "/companies", {"name": "Acme"}).json()["id"]
    changed = ana("PATCH", f"/companies/{company}", {"note": "Big", "fields": {"value": "7"}}).json()
    assert (changed["name"], changed["note"], changed["fields"]) == ("Acme", "Big", {"value": "7"})
    assert ana("GET", f"/companies/{company}").json()["fields"] == {"value": "7"}


def test_checklists_are_added_listed_and_ticked(kettle, ana):
    steps = [Step(words={"en": "Pay it back"}, is_required=True)]
    refund = checklists.add_template(wanted=checklists.Wanted(names={"en": "Refund"}, steps=steps), by=SYSTEM)
    (shown,) = ana("GET", "/checklist-templates").json()
    assert (shown["id"], shown["steps"][0]["is_required"]) == (refund.pk, True)
    here = f"/conversations/{kettle.conversation().pk}"
    added = ana("POST", f"{here}/checklists", {"template_id": refund.pk}).json()
    refused = ana("PATCH", here, {"status": "solved"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "checklist_open")
    item = f"{here}/checklists/{added['id']}/items/{added['items'][0]['id']}"
    assert ana("PATCH", item, {"is_done": True}).json()["done_by"] == kettle.ana.person.name
    more = ana("POST", f"{here}/checklists/{added['id']}/items", {"text": "Call Carl"}).json()
    assert more["is_done"] is False
    ana("POST", f"{here}/checklists", {"name": "Own", "items": ["one"]})
    listed = ana("GET", f"{here}/checklists").json()
    assert [(one["name"], len(one["items"])) for one in listed] == [("Refund", 2), ("Own", 1)]
    assert ana("DELETE", f"{here}/checklists/{listed[1]['id']}").status_code == 204
    changed = ana("PATCH", here, {"status": "solved"}).json()
    assert (changed["items_total"], changed["items_open"]) == (2, 1)
    assert ana("POST", f"{here}/checklists", {"name": ""}).status_code == 422
