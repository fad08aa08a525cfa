"""Tables of messages, records from anything at all, and the pages and the command with which they come in."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind, Status
from pult.foundation import jobs
from pult.gateways.desks import operations
from pult.gateways.desks.commands import import_command
from pult.gateways.desks.models import Run
from pult.gateways.desks.records import ConversationRecord, Unreadable, key_of, line, moment, words
from pult.gateways.desks.sources.directory import Directory
from pult.gateways.desks.sources.tables import CsvTable
from pult.gateways.desks.sources.zendesk import Tickets, fetch_openly, is_ticket, known, listed, things_of
from pult.gateways.desks.types import SourceKind

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEAD = "conversation,subject,status,customer_name,customer_email,assignee_email,at,kind,author_name,author_email,text\n"
ROWS = (
    "A-1,Leaks,open,Carl,carl@example.org,ana@kettle.example,2020-01-01T10:00:00Z,customer,,,It leaks\n"
    'A-1,,,,,,2020-01-02T10:00:00Z,reply,Ana,ana@kettle.example,"A new one, soon"\n'
    "A-1,,,,,,2020-01-02T11:00:00Z,note,Ana,ana@kettle.example,Angry\n"
    "A-2,Hot,closed,Dora,dora@example.org,,never,customer,,,Too hot\n"
    ",,,,,,,,,,lost\n"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMES = ["id", "subject", "status", "requester", "requester_id", "comments", "tags", "created_at", "custom_fields",
         "description", "assignee", "via", "email", "role", "name", "domain_names", "attachments", "author_id",
         "public"]  # fmt: skip
THING = st.dictionaries(
    st.sampled_from(NAMES), JSON | st.lists(st.dictionaries(st.sampled_from(NAMES), JSON))
)


@given(st.binary(max_size=200) | THING.map(lambda thing: json.dumps(thing).encode()))
def test_whatever_a_line_says_it_is_a_record_or_said_to_be_none(raw):
    with Directory() as people:
        for thing in things_of([raw], "x"):
            if isinstance(thing, Unreadable):
                continue
            if not is_ticket(thing):
                list(known(thing, people))
                continue
            found = Tickets(people, fetch_openly).read(thing, listed(thing, "comments"))
            assert isinstance(found, ConversationRecord | Unreadable)
            if isinstance(found, ConversationRecord):
                assert len(found.subject) <= 250
                assert all("\x00" not in message.text for message in found.messages)


@given(JSON)
def test_plain_values_are_bounded_and_can_be_stored(value):
    for said in (words(value), line(value), key_of(value)):
        said.encode()
        assert "\x00" not in said
    assert len(key_of(value)) <= 120
    at = moment(value, now=NOW)
    assert at is None or (at.tzinfo is not None and at.year >= 1982)


@given(st.text(max_size=300))
def test_no_table_breaks_the_reading(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(HEAD + text, encoding="utf-8", errors="replace")
    for found in CsvTable([path]).records():
        assert isinstance(found, ConversationRecord | Unreadable)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_columns_may_be_parted_by_what_spreadsheets_use(tmp_path, sign):
    path = tmp_path / "table.csv"
    path.write_text(f"\ufeffConversation{sign}Text\nA{sign}Zdravo čaj\n", encoding="utf-8")
    [found] = CsvTable([path]).records()
    assert (found.key, found.messages[0].text) == ("A", "Zdravo čaj")


@pytest.mark.django_db
def test_a_table_becomes_conversations_and_again_changes_nothing(kettle, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(HEAD + ROWS)

    def bring():
        run = operations.begin(SourceKind.CSV, inbox=kettle.inbox, by=kettle.omar.actor)
        return operations.go(run, paths=[path])

    run = bring()
    assert (run.counts["conversations"], run.counts["messages"]) == (2, 4)
    assert sorted(run.left_out.values_list("reason", flat=True)) == ["no_date", "no_key"]
    leaks = Conversation.objects.get(subject="Leaks")
    assert (leaks.status, leaks.assignee, leaks.waiting_since) == (Status.OPEN, kettle.ana.member, None)
    said = leaks.messages.order_by("id").values_list("kind", "author")
    ana = kettle.ana.person.pk
    assert list(said)[1:] == [
        (MessageKind.CUSTOMER, None),
        (MessageKind.REPLY, ana),
        (MessageKind.NOTE, ana),
    ]
    before = list(Message.objects.values())
    bring()
    assert list(Message.objects.values()) == before


@pytest.mark.django_db
def test_the_command_says_what_came_and_writes_the_report(kettle, tmp_path, capsys):
    path, report = tmp_path / "table.csv", tmp_path / "report.csv"
    path.write_text(HEAD + ROWS)
    asked = ["csv", str(path), "--inbox", "help@kettle.example", "--report", str(report)]
    assert import_command([*asked, "--dry-run"]) == 1
    assert json.loads(capsys.readouterr().out)["conversations"] == 2
    assert not Conversation.objects.exists()
    assert import_command([*asked, "--closed"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["conversations"], told["left_out"]) == ("over", 2, 2)
    assert "no_key" in report.read_text()
    assert set(Conversation.objects.values_list("status", flat=True)) == {"closed"}
    assert import_command(["csv", str(path), "--inbox", "nobody@kettle.example"]) == 2
    assert import_command(["csv", "--inbox", "help@kettle.example"]) == 2
    assert import_command([*asked, "--status", "odd=odder"]) == 2


@pytest.mark.django_db
def test_an_administrator_brings_a_table_in_and_sees_what_was_left_out(kettle):
    omar = kettle.omar.client
    given = {"kind": "csv", "inbox": kettle.inbox.pk, "account": "old desk"}
    file = SimpleUploadedFile("table.csv", (HEAD + ROWS).encode())
    page = omar.post("/app/settings/imports", {**given, "file": file})
    jobs.run_pending()
    shown = omar.get(page["Location"]).content.decode()
    assert "Finished" in shown
    assert "It has no number of its own." in shown
    report = b"".join(omar.get(f"{page['Location']}/report").streaming_content).decode()
    assert len(list(io.StringIO(report))) == 3
    assert Run.objects.get().started_by == kettle.omar.person
    assert omar.post("/app/settings/imports", given).status_code == 422
    assert kettle.lea.client.get("/app/settings/imports").status_code == 403


@pytest.mark.django_db
def test_a_stopped_import_goes_on_later(kettle):
    omar = kettle.omar.client
    file = SimpleUploadedFile("table.csv", (HEAD + ROWS).encode())
    page = omar.post("/app/settings/imports", {"kind": "csv", "inbox": kettle.inbox.pk, "file": file})
    omar.post(f"{page['Location']}/stop")
    jobs.run_pending()
    assert not Conversation.objects.exists()
    assert "Carry on" in omar.get(page["Location"]).content.decode()
    omar.post(f"{page['Location']}/continuation")
    jobs.run_pending()
    assert Conversation.objects.count() == 2
