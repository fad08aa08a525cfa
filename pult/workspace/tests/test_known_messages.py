"""What changed in an opened conversation: messages that the page shows already are not sent again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.types import Delivery
from pult.foundation.actors import SYSTEM
from pult.workspace.types import AlreadyShown
from tests.scene import scene

FRAGMENT = {"HX-Request": "true", "HX-Target": "div#thread"}
LONG_AGO = timedelta(hours=2)


@pytest.fixture
@scene
def conversation(kettle):
    return kettle.conversation("carl@example.org", name="Carl Carlsson")


@pytest.fixture
def looks(kettle, conversation):
    """Ana's page asks what has changed, and says what it shows."""

    def look(shown: str) -> str:
        address = f"/app/conversations/{conversation.pk}/messages/"
        answer = kettle.ana.client.get(address, headers=FRAGMENT | {"Thread-Shown": shown})
        page: str = answer.content.decode()
        return page

    return look


def told(page: str) -> str:
    """What the page will say of itself."""
    return re.search(r'data-shown="([^"]*)"', page)[1]


def places(page: str) -> list[str]:
    """The messages of which only the place was sent."""
    return re.findall(r'id="(message-\d+)" data-as-shown', page)


def test_what_is_shown_keeps_its_place_and_what_is_new_comes_whole(kettle, conversation, looks):
    page = looks("")
    assert "It leaks from the bottom." in page
    assert places(page) == []
    kettle.reply(conversation, "A new one is on its way.")
    page = looks(told(page))
    assert places(page) == [f"message-{conversation.messages.earliest('pk').pk}"]
    assert "It leaks from the bottom." not in page
    assert "A new one is on its way." in page


def test_a_reply_is_sent_again_until_what_became_of_it_is_long_known(kettle, conversation, looks):
    message = kettle.reply(conversation, "A new one is on its way.")
    assert f"message-{message.pk}" not in places(looks(told(looks(""))))
    operations.record_delivery(message, Delivery.SENT, by=SYSTEM)
    assert f"message-{message.pk}" not in places(looks(told(looks(""))))
    operations.record_delivery(message, Delivery.SENT, by=SYSTEM, at=timezone.now() - LONG_AGO)
    assert f"message-{message.pk}" in places(looks(told(looks(""))))


@pytest.mark.parametrize("nonsense", ["", "1", "1-2", "1-2-x", "-1-2-3", "1-2-3-4", "١-٢-٣", "<b>-1-2"])
def test_a_page_that_says_nonsense_is_shown_everything(looks, nonsense):
    assert AlreadyShown.parse(nonsense) is None
    assert places(looks(nonsense.encode().decode("latin-1"))) == []


def test_a_message_beyond_what_is_shown_is_never_left_out(conversation):
    shown = AlreadyShown(first=5, last=9, at=int(timezone.now().timestamp()))
    assert [shown.has(number, None) for number in (4, 5, 9, 10)] == [False, True, True, False]
