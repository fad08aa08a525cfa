"""A conversation printed, and taken along as an archive."""

import io
import json
import zipfile

import pytest
from django.core.files.storage import default_storage

from pult.conversations import operations
from pult.conversations.types import Upload
from pult.foundation.audit.models import AuditRecord
from pult.gateways.email import operations as mail
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.types import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaks(kettle):
    settled = mail.settle(mail.take_in(write(), source=Source.COMMAND, later=False))
    kettle.settle()
    conversation = settled.mail.message.conversation
    upload = Upload(name="../../<b>račun.pdf", content_type="application/pdf", content=b"%PDF-1.4 x")
    operations.reply(conversation, by=kettle.ana.actor, text="Take <b>another</b>.", attachments=[upload])
    operations.note(conversation, by=kettle.ana.actor, text="A difficult one.")
    return conversation


def archive(client, conversation, **asked):
    answer = client.post(f"/app/conversations/{conversation.pk}/export/", asked)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_sheet_shows_what_the_customer_could_read(kettle, client, leaks):
    client.force_login(kettle.ana.person)
    page = client.get(f"/app/conversations/{leaks.pk}/print/").content.decode()
    assert "It leaks." in page
    assert "Take &lt;b&gt;another&lt;/b&gt;." in page
    assert "carl@example.org" in page
    assert "pult-rail" not in page
    assert "A difficult one." not in page
    with_notes = client.get(f"/app/conversations/{leaks.pk}/print/?notes=1").content.decode()
    assert "A difficult one." in with_notes


def test_an_archive_holds_the_page_the_values_the_mail_and_the_files(kettle, client, leaks):
    client.force_login(kettle.ana.person)
    held = archive(client, leaks, files="1")
    names = held.namelist()
    assert all(
        ".." not in name.split("/") and not name.startswith("/") and "\\" not in name for name in names
    )
    assert len([name for name in names if name.startswith("files/")]) == 1
    (original,) = [name for name in names if name.startswith("mails/") and "-in-" in name]
    assert held.read(original) == write()
    page = held.read("conversation.html").decode()
    assert "<script" not in page
    assert "A difficult one." not in page
    assert "default-src 'none'" in page
    values = json.loads(held.read("conversation.json"))
    assert (values["format"], values["version"], values["with_notes"]) == ("pult.conversation", 1, False)
    assert [one["kind"] for one in values["messages"]] == ["customer", "reply"]
    assert "tags" not in values["conversation"]
    assert {one["path"] for said in values["messages"] for one in said["files"]} <= set(names)
    record = AuditRecord.objects.get(what="conversation.exported")
    assert (record.about, record.after) == (f"conversation:{leaks.pk}", {"notes": False, "files": True})


def test_notes_go_along_only_where_that_is_asked(kettle, client, leaks):
    client.force_login(kettle.ana.person)
    held = archive(client, leaks, notes="1")
    assert "A difficult one." in held.read("conversation.html").decode()
    values = json.loads(held.read("conversation.json"))
    assert [one["kind"] for one in values["messages"]] == ["customer", "reply", "note"]
    assert not [name for name in held.namelist() if name.startswith("files/")]


def test_a_file_whose_content_is_missing_is_named_and_the_rest_goes_along(kettle, client, leaks):
    client.force_login(kettle.ana.person)
    (attached,) = [one for said in leaks.messages.all() for one in said.attachments.all()]
    default_storage.delete(attached.file.path)
    answer = client.get(f"/app/attachments/{attached.pk}/")
    assert answer.status_code == 410
    assert "The content of this file is missing." in answer.content.decode()
    held = archive(client, leaks, files="1")
    (said,) = [name for name in held.namelist() if name.startswith("files/")]
    assert said.endswith(".pdf.txt")
    assert "missing" in held.read(said).decode()
