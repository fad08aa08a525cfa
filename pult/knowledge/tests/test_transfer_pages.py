"""Import and export in the browser."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pult.foundation.audit.models import AuditRecord
from pult.knowledge import operations
from pult.knowledge.models import Document, Transfer, Translation
from pult.knowledge.tests.asking import published
from pult.knowledge.tests.test_carrying import zipped
from pult.knowledge.types.carrying import TransferState

pytestmark = pytest.mark.django_db
GIVEN = {"language": "hr", "kind": "article", "audience": "public", "publishes": "yes", "collection": ""}


def handed_in(client: Client, content: bytes, name: str = "desk.zip", **given: str) -> Transfer:
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("transfers:transfers"), {**GIVEN, **given, "file": file})
    assert answer.status_code == 302
    return Transfer.objects.latest("pk")


def shown(client: Client, transfer: Transfer) -> str:
    answer = client.get(reverse("transfers:transfer", args=[transfer.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_would_become_of_it_is_seen_before_anything_is_written(kettle):
    client = kettle.omar.client
    assert "Nothing has come in" in client.get(reverse("transfers:transfers")).content.decode()
    archive = zipped({"a.md": "# Jamstvo\n\nDvije godine.", "b.md": "---\nkind: spell\n---\n# B"}).getvalue()
    transfer = handed_in(client, archive)
    assert "Being read" in shown(client, transfer)
    kettle.settle()
    page = shown(client, transfer)
    assert "Jamstvo" in page
    assert "Bring in 1 document" in page
    assert "There is no kind of documents" in page
    assert not Document.objects.exists()
    start = reverse("transfers:start", args=[transfer.pk])
    assert client.post(start).status_code == 302
    assert client.post(start).status_code == 422
    operations.run_import(transfer.pk)
    operations.run_import(transfer.pk)
    made = Translation.objects.get(language="hr")
    assert (made.title, made.published.by) == ("Jamstvo", kettle.omar.person)
    assert made.document.origin == "desk:a"
    assert reverse("knowledge:reading", args=[made.document_id]) in shown(client, transfer)
    assert AuditRecord.objects.filter(what="knowledge.imported").exists()
    again = handed_in(client, archive)
    kettle.settle()
    assert "There is nothing new in it." in shown(client, again)
    part = client.get(reverse("transfers:transfer", args=[again.pk]), HTTP_HX_REQUEST="true")
    assert b"<html" not in part.content


@pytest.mark.parametrize(
    ("name", "content"), [("x.zip", b"PK\x03\x04"), ("x.zip", zipped({"a.exe": "x"}).getvalue())]
)
def test_what_cannot_be_read_is_told_in_words(kettle, name, content):
    transfer = handed_in(kettle.omar.client, content, name)
    kettle.settle()
    transfer.refresh_from_db()
    assert transfer.state == TransferState.FAILED
    assert "Nothing was brought in" in shown(kettle.omar.client, transfer)
    assert kettle.omar.client.post(reverse("transfers:transfers"), GIVEN).status_code == 422


def test_a_page_alone_comes_in_as_a_draft(kettle):
    transfer = handed_in(kettle.omar.client, b"<h1>Seal</h1><p>It <b>drips</b>.", "seal.html", publishes="no")
    kettle.settle()
    operations.start_import(transfer, by=kettle.omar.actor)
    operations.run_import(transfer.pk)
    made = Translation.objects.whole().get()
    assert (made.published, made.open_draft.body) == (None, "It **drips**.")


def test_documents_go_out_and_the_archive_is_for_managers(kettle):
    published("Seal", "It drips.")
    client = kettle.omar.client
    client.post(reverse("transfers:exports"), {"kind": "article"})
    transfer = Transfer.objects.get()
    archive = reverse("transfers:archive", args=[transfer.pk])
    assert client.get(archive).status_code == 404
    kettle.settle()
    assert "1 document is in the archive." in shown(client, transfer)
    content = b"".join(client.get(archive))
    assert "article/seal/en.md" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert kettle.lea.client.get(archive).status_code == 403
    assert "knowledge-" in client.get(reverse("transfers:transfers")).content.decode()
