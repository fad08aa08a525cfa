"""Calendar invitations as a conversation shows them."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from pult.conversations.models import Message
from pult.workspace import thread
from pult.workspace.meetings import meeting_of

PICKUP = {
    "method": "request",
    "title": "Pickup of a kettle",
    "starts": "2026-12-01T09:00:00+01:00",
    "ends": "2026-12-01T09:30:00+01:00",
    "place": "Ilica 1",
    "organiser": "Carl Carlsson",
    "repeats": False,
}


@pytest.mark.parametrize(
    ("said", "language", "when"),
    [
        ({}, "en", "Tuesday, Dec. 1, 2026, 08:00–08:30"),
        ({}, "hr", "Utorak, 1. prosinca 2026., 08:00–08:30"),
        ({"ends": ""}, "en", "Tuesday, Dec. 1, 2026, 08:00"),
        ({"repeats": True}, "en", "Tuesday, Dec. 1, 2026, 08:00–08:30, and again after that"),
        (
            {"ends": "2026-12-02T09:30:00+01:00"},
            "en",
            "Tuesday, Dec. 1, 2026, 08:00 – Dec. 2, 2026, 8:30 a.m.",
        ),
        ({"starts": "2026-12-24", "ends": "2026-12-26"}, "en", "Thursday, Dec. 24, 2026 – Dec. 26, 2026"),
        ({"starts": "2026-12-24", "ends": ""}, "en", "Thursday, Dec. 24, 2026"),
        ({"starts": "2026-12-01T09:00:00", "ends": ""}, "en", "Tuesday, Dec. 1, 2026, 09:00"),
    ],
)
def test_a_meeting_is_told_in_the_readers_time_and_language(said, language, when):
    with timezone.override(ZoneInfo("Europe/London")), translation.override(language):
        meeting = meeting_of({"invitation": PICKUP | said})
    assert meeting.when == when


def test_a_message_without_a_meeting_has_none():
    assert meeting_of({"seal": "openpgp-signed"}) is None


@pytest.mark.parametrize(("method", "said"), [("request", "Invitation"), ("cancel", "Cancelled")])
def test_the_conversation_shows_it(kettle, method, said):
    conversation = kettle.conversation("carl@example.org")
    thread.MESSAGES.kept.clear()
    Message.objects.update(extras={"invitation": PICKUP | {"method": method}})
    page = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/").content.decode()
    for words in (said, "Pickup of a kettle", "Ilica 1", "Carl Carlsson"):
        assert words in page
