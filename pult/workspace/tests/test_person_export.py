"""All that is kept about a person, taken along."""

import io
import json
import zipfile

import pytest

from pult.conversations import operations
from pult.conversations.types import Upload
from pult.customers import operations as customers
from pult.foundation.audit.models import AuditRecord
from pult.inboxes import operations as inboxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl(kettle):
    leaks = kettle.conversation("carl@example.org")
    upload = Upload(name="../račun.pdf", content_type="application/pdf", content=b"%PDF-1.4 x")
    operations.reply(leaks, by=kettle.ana.actor, text="Take another.", attachments=[upload])
    operations.note(leaks, by=kettle.ana.actor, text="A difficult one.")
    kettle.conversation("carl@example.org", key="again", subject="Again")
    customers.add_note("Likes <b>tea</b>.", customer=leaks.customer, by=kettle.ana.actor)
    return leaks.customer


def taken(player, carl, **asked):
    answer = player.client.post(f"/app/customers/{carl.pk}/export/", asked)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_holds_the_person_and_every_conversation(kettle, carl):
    held = taken(kettle.lea, carl, notes="1", files="1")
    told = json.loads(held.read("person.json"))
    assert (told["format"], told["version"], told["left_out"]) == ("pult.person", 1, 0)
    assert told["identities"] == [{"kind": "email", "value": "carl@example.org"}]
    assert [one["text"] for one in told["notes"]] == ["Likes <b>tea</b>."]
    assert [one["path"] in held.namelist() for one in told["conversations"]] == [True, True]
    folder = told["conversations"][0]["path"].removesuffix("conversation.html")
    assert "A difficult one." in held.read(f"{folder}conversation.html").decode()
    (file,) = [name for name in held.namelist() if "/files/" in name]
    assert held.read(file).startswith(b"%PDF")
    assert ".." not in file
    page = held.read("person.html").decode()
    assert "Likes &lt;b&gt;tea&lt;/b&gt;." in page
    assert "<script" not in page


def test_without_notes_nothing_of_ours_goes_along(kettle, carl):
    held = taken(kettle.lea, carl)
    assert "notes" not in json.loads(held.read("person.json"))
    whole = b"".join(held.read(name) for name in held.namelist())
    assert b"difficult" not in whole
    assert b"Likes" not in whole
    assert not [name for name in held.namelist() if "/files/" in name]


def test_what_somebody_may_not_read_stays_out_and_is_counted(kettle, carl):
    inboxes.restrict(kettle.inbox, people=[kettle.ana.person], departments=[], by=kettle.omar.actor)
    told = json.loads(taken(kettle.lea, carl).read("person.json"))
    assert (told["conversations"], told["left_out"]) == ([], 2)
    assert "2 conversations" in kettle.lea.client.get(f"/app/customers/{carl.pk}/export/").content.decode()


def test_who_took_it_is_written_down_and_agents_may_not(kettle, carl):
    taken(kettle.lea, carl, files="1")
    record = AuditRecord.objects.get(what="customer.exported")
    assert (record.about, record.after) == (f"customer:{carl.pk}", {"notes": False, "files": True})
    assert kettle.ana.client.post(f"/app/customers/{carl.pk}/export/").status_code == 403
