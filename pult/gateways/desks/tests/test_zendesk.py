"""What was said in Zendesk comes in: once, with its dates, and without telling anybody."""

import json
from base64 import b64decode
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.conversations.models import Attachment, Conversation, Message
from pult.conversations.types import MessageKind, Priority, Status
from pult.customers.models import Company, Customer
from pult.foundation import jobs
from pult.foundation.eventlog.models import EventWaiting
from pult.gateways.desks import operations
from pult.gateways.desks.models import BroughtIn, LeftOut
from pult.gateways.desks.operations import writing
from pult.gateways.desks.types import SourceKind, Way
from pult.gateways.email.models import OutgoingMail
from pult.sla.models import Clock
from tests.loopback import Reply, listening

pytestmark = pytest.mark.django_db

DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ORGANIZATION = {"id": 31, "name": "Teahouse d.o.o.", "domain_names": ["teahouse.example"]}
CARL = {
    "id": 1,
    "name": "Carl Čajnik 🫖",
    "email": "Carl@Teahouse.example",
    "role": "end-user",
    "organization_id": 31,
}
ANA = {"id": 2, "name": "Ana Horvat", "email": "ana@kettle.example", "role": "agent"}
GONE = {"id": 3, "name": "Gordana Gone", "email": "gordana@old.example", "role": "agent"}
PHONE = {"id": 4, "name": "Petra", "email": None, "phone": "+385 1 234 567", "role": "end-user"}


def comment(key, author, text, **more):
    at = f"2021-03-0{key % 9 + 1}T10:00:00Z"
    return {"id": 9000 + key, "author_id": author, "body": text, "public": True, "created_at": at, **more}


def ticket(key, *comments, **more):
    return {
        "id": key,
        "subject": "My kettle leaks",
        "status": "closed",
        "priority": "high",
        "requester_id": 1,
        "assignee_id": 2,
        "tags": ["Leak", "warranty"],
        "created_at": "2021-03-01T09:00:00Z",
        "updated_at": "2021-03-09T09:00:00Z",
        "custom_fields": [{"id": 77, "value": "KB-12"}, {"id": 78, "value": None}],
        "comments": list(comments) or [comment(1, 1, "It leaks"), comment(2, 2, "A new one comes")],
        **more,
    }


PEOPLE = (ORGANIZATION, CARL, ANA, GONE, PHONE)


@pytest.fixture
def export(tmp_path, kettle):
    """Write an export and bring it in."""

    def bring(*things, **how):
        path = tmp_path / "export.json"
        path.write_bytes(
            b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in things)
        )
        run = operations.begin(
            SourceKind.ZENDESK, inbox=kettle.inbox, by=kettle.omar.actor, account="acme", **how
        )
        return operations.go(run, paths=[path])

    return bring


def reasons(run):
    return sorted(run.left_out.values_list("key", "reason"))


def everything():
    """All that an import may write, so that doing it again can be compared."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Conversation, Message, Attachment, Customer, Company, BroughtIn)
    }


def test_a_ticket_becomes_a_conversation_as_it_stood(kettle, export):
    private = comment(3, 2, "He is angry", public=False)
    run = export(*PEOPLE, ticket(35436, comment(1, 1, "It leaks"), comment(2, 2, "A new one comes"), private))
    assert (run.state, reasons(run)) == ("over", [])
    assert run.counts == {"companies": 1, "people": 2, "agents": 2, "conversations": 1, "messages": 3}
    conversation = Conversation.objects.get()
    assert (conversation.subject, conversation.status) == ("My kettle leaks", Status.CLOSED)
    assert (conversation.priority, conversation.tags) == (Priority.HIGH, ["leak", "warranty"])
    assert conversation.assignee == kettle.ana.member
    assert conversation.opened_at == datetime(2021, 3, 1, 9, tzinfo=UTC)
    assert conversation.closed_at == datetime(2021, 3, 9, 9, tzinfo=UTC)
    assert (conversation.customer.name, conversation.customer.company.name) == (
        "Carl Čajnik 🫖",
        "Teahouse d.o.o.",
    )
    origin, asked, answered, noted = conversation.messages.order_by("id")
    assert ("35436" in origin.text, "77: KB-12" in origin.text) == (True, True)
    assert (asked.kind, asked.customer, asked.at.year) == (MessageKind.CUSTOMER, conversation.customer, 2021)
    assert (answered.kind, answered.author) == (MessageKind.REPLY, kettle.ana.person)
    assert (noted.kind, noted.author) == (MessageKind.NOTE, kettle.ana.person)


def test_nobody_is_told_and_nothing_runs(kettle, export):
    jobs.run_pending()
    before = Customer.objects.count()
    export(*PEOPLE, ticket(1, status="open"), ticket(2, comment(11, 1, "Still there?"), status="new"))
    # Only those who came along are compared with those who are known.
    assert jobs.run_pending() == Customer.objects.count() - before
    assert not OutgoingMail.objects.exists()
    assert not Clock.objects.exists()
    assert not EventWaiting.objects.exists()


def test_what_was_open_is_open_and_waits_since_then(kettle, export):
    export(*PEOPLE, ticket(1, comment(3, 1, "Hello?"), status="open"))
    conversation = Conversation.objects.get()
    assert conversation.status == Status.OPEN
    assert conversation.waiting_since == datetime(2021, 3, 4, 10, tzinfo=UTC)


def test_bringing_it_in_again_changes_nothing_and_brings_what_is_new(kettle, export):
    export(*PEOPLE, ticket(1), ticket(2, comment(11, 1, "Other")))
    before = everything()
    again = export(*PEOPLE, ticket(1), ticket(2, comment(11, 1, "Other")))
    assert everything() == before
    assert again.counts["known"] == 2
    export(
        *PEOPLE,
        ticket(1, comment(1, 1, "It leaks"), comment(2, 2, "A new one comes"), comment(5, 1, "Thanks")),
    )
    assert Message.objects.filter(text="Thanks").count() == 1
    assert Message.objects.count() == len(before["Message"]) + 1


def test_a_rehearsal_counts_everything_and_writes_nothing(kettle, export):
    before = everything()
    run = export(*PEOPLE, ticket(1), ticket(2, status="deleted"), b"{broken", is_rehearsal=True)
    assert everything() == before
    assert (run.counts["conversations"], run.counts["people"]) == (1, 2)
    assert reasons(run) == [("2", "deleted"), ("export.json:8", "unreadable")]


def test_what_is_strange_is_brought_in_as_well_as_it_can_be_and_said(kettle, export):
    run = export(
        *PEOPLE,
        ticket(1, comment(1, 99, "From nobody"), requester_id=98, status="exotic", priority="sky"),
        ticket(2, comment(2, 3, "From a colleague who left", created_at="yesterday")),
        ticket(3, comment(3, 4, "\x00 4-byte 🫖 and lone \ud83d"), requester_id=4),
        ticket(4, comment(4, 1, "x" * 600_000)),
        ticket(5, comments=[]),
        ticket(2, comment(2, 3, "From a colleague who left", created_at="yesterday")),
        ticket(6, comment(6, 1, "Twice"), comment(6, 1, "Twice")),
        ticket(7, comment(7, 1, "Before time", created_at="1066-10-14T09:00:00Z"), created_at=None),
        {"subject": "no number", "requester_id": 1},
        b"[]",
        b"7",
        b'"text"',
    )
    assert run.state == "over"
    found = reasons(run)
    assert ("1", "nobody") in found
    assert ("9001", "nobody") in found
    assert ("1", "unknown_status") in found
    assert ("9002", "no_date") in found
    assert ("9004", "cut") in found
    assert ("5", "empty") in found
    assert ("2", "repeated") in found
    assert ("9006", "repeated") in found
    assert ("9007", "no_date") in found
    assert ("", "no_key") in found
    assert Conversation.objects.count() == 6
    left = Message.objects.get(text__startswith="From a colleague")
    assert (left.kind, left.author, left.author_name) == (MessageKind.REPLY, None, "Gordana Gone")
    assert left.at == datetime(2021, 3, 1, 9, tzinfo=UTC)
    odd = Message.objects.get(text__contains="4-byte")
    assert odd.text == " 4-byte 🫖 and lone \ufffd"
    assert odd.conversation.customer.identities.get().value == "+3851234567"
    assert len(Message.objects.get(text__startswith="xxx").text) == 500_000


def test_html_is_made_safe_and_pictures_stand_in_place(kettle, export, settings):
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    with listening() as server:
        server.say = lambda heard: Reply(200, DOT) if "dot" in heard.path else Reply(404)
        html = f'<p onclick="x()">Look <img src="{server.url}/dot?a=1&amp;b=2"></p><script>alert(1)</script>'
        files = [
            {
                "id": 1,
                "file_name": "dot.png",
                "content_type": "image/png",
                "content_url": f"{server.url}/dot?a=1&b=2",
            },
            {
                "id": 2,
                "file_name": "gone.pdf",
                "content_type": "application/pdf",
                "content_url": f"{server.url}/gone",
            },
            {
                "id": 3,
                "file_name": "big.iso",
                "content_type": "x/y",
                "content_url": f"{server.url}/dot",
                "size": 9**12,
            },
        ]
        run = export(*PEOPLE, ticket(1, comment(1, 1, "", html_body=html, attachments=files)))
    message = Message.objects.get(kind=MessageKind.CUSTOMER)
    assert ("script" in message.html, "onclick" in message.html) == (False, False)
    file = message.attachments.get()
    assert f'src="cid:{file.cid}"' in message.html
    assert reasons(run) == [("9001 big.iso", "too_large"), ("9001 gone.pdf", "no_file")]


def test_statuses_can_be_mapped_and_everything_closed(kettle, export):
    export(*PEOPLE, ticket(1, status="Exotic"), terms={"statuses": {"exotic": "on_hold"}})
    assert Conversation.objects.get().status == Status.ON_HOLD
    export(*PEOPLE, ticket(2, comment(11, 1, "x"), status="open"), terms={"everything_closed": True})
    assert Conversation.objects.order_by("pk").last().status == Status.CLOSED


def test_it_can_be_found_by_its_old_number(kettle, export):
    export(*PEOPLE, ticket(35436))
    page = kettle.ana.client.get("/app/search/", {"q": "35436"})
    assert "My kettle leaks" in page.content.decode()


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_broken_off_anywhere_it_goes_on_and_nothing_is_doubled(kettle, export, monkeypatch, fails_at):
    tickets = [ticket(key, comment(key, 1, f"Number {key}")) for key in range(1, 5)]
    calls = []

    def breaks(self, key, **thing):
        calls.append(key)
        if len(calls) == fails_at + 1:
            raise KeyboardInterrupt
        BroughtIn.objects.create(kind=self.run.kind, account=self.run.account, key=key, **thing)

    with monkeypatch.context() as broken:
        broken.setattr(writing.Writer, "_remember", breaks)
        with pytest.raises(KeyboardInterrupt):
            export(*PEOPLE, *tickets)
    export(*PEOPLE, *tickets)
    texts = Message.objects.filter(kind=MessageKind.CUSTOMER).values_list("text", flat=True)
    assert sorted(texts) == [f"Number {key}" for key in range(1, 5)]
    assert Conversation.objects.count() == 4


def test_the_number_of_statements_for_one_conversation_does_not_grow(kettle, export):
    def statements(first, count):
        with CaptureQueriesContext(connection) as asked:
            export(*PEOPLE, *(ticket(key, comment(key, 1, "x")) for key in range(first, first + count)))
        return len(asked)

    few, many = statements(100, 2), statements(200, 12)
    assert (many - few) / 10 < 30


def api(server):
    """The same over the network: pages with links to the next one, comments apart."""
    base = server.url

    def say(heard):
        if heard.headers.get("authorization") != "Basic b21hci90b2tlbjpzZWNyZXQ=":
            return Reply(401)
        answers = {
            "/api/v2/organizations.json?page[size]=100": {
                "organizations": [ORGANIZATION],
                "meta": {"has_more": False},
            },
            "/api/v2/users.json?page[size]=100": {
                "users": [CARL],
                "meta": {"has_more": True},
                "links": {"next": f"{base}/api/v2/users.json?more"},
            },
            "/api/v2/users.json?more": {"users": [ANA], "meta": {"has_more": False}, "links": {}},
            "/api/v2/incremental/tickets/cursor.json?start_time=0": {
                "tickets": [
                    {**ticket(1), "comments": None},
                    {"id": 2, "status": "deleted", "requester_id": 1},
                ],
                "after_url": f"{base}/x",
                "end_of_stream": True,
            },
            "/api/v2/tickets/1/comments.json?page[size]=100": {"comments": [comment(1, 1, "It leaks")]},
        }
        found = answers.get(heard.path)
        return Reply(200, json.dumps(found).encode()) if found else Reply(404)

    server.say = say


def test_the_desk_itself_is_read_page_by_page(kettle, settings):
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    with listening() as server:
        api(server)
        run = operations.begin(
            SourceKind.ZENDESK,
            inbox=kettle.inbox,
            by=kettle.omar.actor,
            way=Way(server.url, "omar", "secret"),
        )
        assert "secret" not in run.sealed_token
        operations.start(run)
        jobs.run_pending()
    run.refresh_from_db()
    assert (run.state, run.trouble) == ("over", "")
    assert reasons(run) == [("2", "deleted")]
    assert Message.objects.get(kind=MessageKind.CUSTOMER).text == "It leaks"


def test_a_page_that_leads_elsewhere_never_gets_the_token(kettle, settings):
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    with listening() as server, listening() as other:
        page = {"organizations": [], "meta": {"has_more": True}, "links": {"next": f"{other.url}/steal"}}
        server.say = lambda heard: Reply(200, json.dumps(page).encode())
        run = operations.begin(
            SourceKind.ZENDESK,
            inbox=kettle.inbox,
            by=kettle.omar.actor,
            way=Way(server.url, "omar", "secret"),
        )
        run = operations.go(run)
    assert (run.state, other.heard) == ("failed", [])
    assert run.can_go_on
    assert LeftOut.objects.count() == 0
