"""Attachments: seen by those who see the conversation, and acted on by no browser."""

from typing import Any

import pytest

from pult.conversations.attachments import ATTACHMENT
from pult.conversations.models import Attachment
from pult.conversations.types import Upload
from pult.foundation.files.tests.test_bounds import picture
from tests.cast import Kettle, Player


def attached(kettle: Kettle, name: str, content: bytes) -> Attachment:
    conversation = kettle.conversation()
    kettle.reply(conversation, attachments=[Upload(name=name, content_type="image/png", content=content)])
    return Attachment.objects.get(name=name)


def fetch(who: Player, one: Attachment, **query: str) -> Any:
    return who.client.get(ATTACHMENT.address(one.pk, one.name), query)


def test_whoever_sees_the_conversation_sees_the_picture_and_others_do_not(kettle: Kettle):
    one = attached(kettle, "čajnik.png", picture())
    answer = fetch(kettle.ana, one)
    assert b"".join(answer.streaming_content) == picture()
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert fetch(kettle.stella, one).status_code == 404


def test_a_stranger_sees_nothing(kettle: Kettle, client):
    one = attached(kettle, "kettle.png", picture())
    assert client.get(ATTACHMENT.address(one.pk, one.name)).status_code == 404
    assert client.get(f"/files/nonsense/{one.pk}/x").status_code == 404


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"<svg onload='alert(1)'/>"])
def test_markup_that_calls_itself_a_picture_is_only_kept(kettle: Kettle, content: bytes):
    answer = fetch(kettle.ana, attached(kettle, "photo.png", content))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_picture_can_be_kept_too_and_is_not_sent_twice(kettle: Kettle):
    one = attached(kettle, "kettle.png", picture())
    assert fetch(kettle.ana, one, download="1")["Content-Disposition"].startswith("attachment")
    again = kettle.ana.client.get(
        ATTACHMENT.address(one.pk, one.name), headers={"If-None-Match": f'"{one.file.sha256}"'}
    )
    assert again.status_code == 304
