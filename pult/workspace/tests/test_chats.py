"""The chats of whoever serves: what is offered, what they have, whether they take more."""

import pytest

from pult.foundation.actors import SYSTEM
from pult.inboxes.types import Channel
from pult.routing import operations as routing
from pult.routing.models import Room
from pult.routing.tests.queueing import open_offer, visitor
from pult.routing.types import Result
from pult.workforce import operations as workforce
from pult.workforce.types import Presence
from pult.workspace.tests.budget import statements

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ana(kettle):
    """Ana is the only one here."""
    for one in (kettle.lea, kettle.mila, kettle.stella):
        workforce.set_presence(one.member, Presence.OFFLINE, by=SYSTEM)
    kettle.settle()
    return kettle.ana


def dock(player, page="/app/conversations/"):
    headers = HTMX | {"HX-Current-URL": f"http://testserver{page}"}
    return player.client.get("/app/chats/mine/", headers=headers).content.decode()


def test_an_offer_stands_above_every_page_of_whoever_is_asked(kettle, ana):
    chat = visitor(kettle)
    shown = dock(ana, "/app/customers/")
    assert "are you there?" in shown
    assert f"offers:{ana.person.pk}" in shown
    assert "are you there?" not in dock(kettle.stella)
    page = ana.client.get("/app/customers/").content.decode()
    assert 'hx-get="/app/chats/mine/"' in page
    assert 'hx-get="/app/chats/mine/"' not in kettle.eva.client.get("/app/profile/").content.decode()
    assert chat.assignee is None


def test_taking_it_opens_it_and_puts_it_among_ones_chats(kettle, ana):
    chat = visitor(kettle)
    address = f"/app/chats/offers/{open_offer(chat).pk}/acceptance/"
    answer = ana.client.post(address, headers=HTMX)
    assert answer["HX-Redirect"] == f"/app/conversations/{chat.pk}/"
    chat.refresh_from_db()
    assert chat.assignee == ana.member
    assert ana.client.post(address, headers=HTMX).status_code == 409
    shown = dock(ana)
    assert f'id="dock-chat-{chat.pk}"' in shown
    assert "dock-chat-unread" in shown
    here = dock(ana, f"/app/conversations/{chat.pk}/")
    assert 'aria-current="page"' in here
    assert "dock-chat-unread" not in here
    assert ana.client.post(address).status_code == 409


def test_an_offer_to_somebody_else_does_not_exist(kettle, ana):
    offer = open_offer(visitor(kettle))
    for act in ("acceptance", "refusal"):
        assert kettle.lea.client.post(f"/app/chats/offers/{offer.pk}/{act}/").status_code == 404


def test_not_now_leaves_it_to_others(kettle, ana):
    offer = open_offer(visitor(kettle))
    answer = ana.client.post(f"/app/chats/offers/{offer.pk}/refusal/", headers=HTMX)
    assert "are you there?" not in answer.content.decode()
    offer.refresh_from_db()
    assert offer.result == Result.DECLINED


def test_one_says_whether_one_takes_chats_and_hears_them(kettle, ana):
    assert "0 of 3 chats" in ana.client.get("/app/presence/").content.decode()
    routing.set_room(ana.member, Channel.CHAT, is_taking=True, capacity=5, by=kettle.omar.actor)
    shown = ana.client.post("/app/chats/room/", {"is_audible": "on"}).content.decode()
    assert "no chats" in shown
    room = Room.objects.get(member=ana.member)
    assert (room.is_taking, room.is_audible, room.capacity) == (False, True, 5)
    assert kettle.omar.client.post("/app/chats/room/", {}).status_code == 403


def test_a_chat_is_shown_in_bubbles_and_enter_sends(kettle, ana):
    chat = visitor(kettle)
    routing.accept(open_offer(chat), by=ana.actor)
    page = ana.client.get(f"/app/conversations/{chat.pk}/").content.decode()
    assert "pult-bubble" in page
    assert "enter-sends" in page
    mail = kettle.conversation("carl@example.org")
    assert "enter-sends" not in ana.client.get(f"/app/conversations/{mail.pk}/").content.decode()


def test_the_dock_costs_the_same_with_one_chat_and_with_three(kettle, ana):
    routing.accept(open_offer(visitor(kettle, 1)), by=ana.actor)
    one = statements(lambda: dock(ana))
    for number in (2, 3):
        routing.accept(open_offer(visitor(kettle, number)), by=ana.actor)
    assert statements(lambda: dock(ana)) == one
