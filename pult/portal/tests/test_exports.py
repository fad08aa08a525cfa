"""What customers take along: everything that is theirs, and nothing else."""

import io
import json
import zipfile
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Upload
from pult.portal import operations
from pult.portal.models import Export
from tests.cast import Kettle

from .test_requests import CARL, DORA, HOME, content_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def carl(kettle: Kettle) -> Conversation:
    conversation = kettle.conversation(CARL, name="Carl Carlsson")
    plan = Upload(name="../../plan.txt", content_type="text/plain", content=b"the plan")
    conversations.reply(conversation, by=kettle.ana.actor, text="See the plan.", attachments=[plan])
    conversations.note(conversation, by=kettle.ana.actor, text="A difficult one.", attachments=[plan])
    kettle.conversation(DORA, subject="Dora's secret")
    return conversation


def archive_of(conversation: Conversation) -> zipfile.ZipFile:
    client = signed_in(conversation.customer)
    client.post(f"{HOME}/profile/exports")
    assert client.get(f"{HOME}/profile").status_code == 200
    answer = client.get(f"{HOME}/profile/exports/{Export.objects.get().pk}")
    assert answer["Cache-Control"] == "private, no-store"
    return zipfile.ZipFile(io.BytesIO(content_of(answer)))


def test_an_archive_holds_everything_said_aloud_with_its_files(carl: Conversation):
    archive = archive_of(carl)
    data = json.loads(archive.read("requests.json"))
    assert data["name"] == "Carl Carlsson"
    assert [one["number"] for one in data["requests"]] == [carl.pk]
    said = data["requests"][0]["messages"]
    assert [one["text"] for one in said] == ["It leaks from the bottom.", "See the plan."]
    assert archive.read(said[1]["files"][0]) == b"the plan"
    assert all(".." not in name.split("/") for name in archive.namelist())
    assert "difficult" not in archive.read("requests.json").decode()


def test_a_large_archive_is_made_in_the_background(kettle: Kettle, carl: Conversation):
    client = signed_in(carl.customer)
    with patch("pult.portal.operations.exports.AT_ONCE", 1):
        client.post(f"{HOME}/profile/exports")
    export = Export.objects.get()
    assert client.get(f"{HOME}/profile/exports/{export.pk}").status_code == 404
    assert "being put together" in client.get(f"{HOME}/profile").content.decode()
    kettle.settle()
    assert client.get(f"{HOME}/profile/exports/{export.pk}").status_code == 200
    operations.make_export(export.pk)


def test_archives_are_made_sparingly_and_forgotten_after_a_week(carl: Conversation):
    client = signed_in(carl.customer)
    for _ in range(4):
        page = client.post(f"{HOME}/profile/exports", follow=True).content.decode()
    assert "several times today" in page
    assert Export.objects.count() == 3
    assert operations.forget_old_exports(at=timezone.now() + timedelta(days=6)) == 0
    assert operations.forget_old_exports(at=timezone.now() + timedelta(days=8)) == 3
