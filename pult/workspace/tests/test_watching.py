"""The supervisor's live page: watching, reading along, whispering, taking over."""

from pult.conversations.models import ReadMark
from pult.foundation.audit.models import AuditRecord
from pult.gateways.chat import queries
from pult.gateways.chat.tests.shop import open_shop
from pult.sla.models import Clock
from pult.workspace.tests.budget import statements

LIVE = "/app/chats/live/"


def test_lea_sees_the_chats_of_this_moment(kettle):
    page = kettle.lea.client.get(LIVE).content.decode()
    for words in ("Nobody waits for a person.", "No chat goes on.", "Nobody has come into a queue today."):
        assert words in page
    shop = open_shop(kettle)
    waiting, _message = shop.says(shop.visitor(), "I still wait")
    served, _message = shop.says(shop.visitor(), "I am served")
    kettle.ana.client.post(f"/app/conversations/{served.pk}/mine/")
    kettle.settle()
    page = kettle.lea.client.get(LIVE, headers={"HX-Target": "div#live-now"}).content.decode()
    assert "<html" not in page
    assert page.index("I still wait") < page.index("I am served")
    assert f"{LIVE}{waiting.pk}/joining/" in page
    for words in ("of 3 chats", "Service level, 20 s", "Waiting now", kettle.ana.person.name):
        assert words in page
    assert kettle.ana.client.get(LIVE).status_code == 403


def test_the_page_costs_the_same_with_one_chat_and_with_many(kettle):
    shop = open_shop(kettle)
    for _number in range(2):
        shop.says(shop.visitor())
    few = statements(lambda: kettle.lea.client.get(LIVE))
    for _number in range(6):
        shop.says(shop.visitor())
    assert statements(lambda: kettle.lea.client.get(LIVE)) == few


def test_reading_along_is_written_down_and_noticed_by_nobody(kettle):
    shop = open_shop(kettle)
    chat, _message = shop.says(shop.visitor(), "Are you there?")
    address = f"{LIVE}{chat.pk}/"
    assert kettle.lea.client.get(address).status_code == 404
    before = list(Clock.objects.order_by("pk").values()), queries.standing_of(chat)["read"]
    assert kettle.lea.client.post(f"{address}joining/").url == address
    page = kettle.lea.client.get(address).content.decode()
    assert "Are you there?" in page
    assert "data-live-say" not in page
    assert (list(Clock.objects.order_by("pk").values()), queries.standing_of(chat)["read"]) == before
    assert not ReadMark.objects.exists()
    assert AuditRecord.objects.filter(what="chat.joined").count() == 1
    assert kettle.ana.client.get(address).status_code == 403
    assert kettle.mila.client.get(address).status_code == 404


def test_a_whisper_reaches_the_agent_and_never_the_visitor(kettle):
    shop = open_shop(kettle)
    chat, _message = shop.says(shop.visitor())
    address = f"{LIVE}{chat.pk}/"
    assert kettle.lea.client.post(f"{address}whispers/", {"text": "Offer a new one"}).status_code == 404
    kettle.lea.client.post(f"{address}joining/")
    told = kettle.lea.client.post(
        f"{address}whispers/", {"text": "Offer a new one"}, headers={"HX-Target": "div#watched"}
    )
    assert "Offer a new one" in told.content.decode()
    assert "<html" not in told.content.decode()
    assert kettle.lea.client.post(f"{address}whispers/", {"text": ""}).status_code == 422
    assert "Offer a new one" in kettle.ana.client.get(f"/app/conversations/{chat.pk}/").content.decode()
    said = queries.messages_after(chat, number=0, visitor=chat.visitor)
    assert [one["text"] for one in said] == ["My kettle leaks"]


def test_lea_takes_a_chat_over(kettle):
    shop = open_shop(kettle)
    chat, _message = shop.says(shop.visitor())
    kettle.ana.client.post(f"/app/conversations/{chat.pk}/mine/")
    answer = kettle.lea.client.post(f"{LIVE}{chat.pk}/takeover/")
    assert answer.url == f"/app/conversations/{chat.pk}/"
    chat.conversation.refresh_from_db()
    assert chat.conversation.assignee == kettle.lea.member
    assert kettle.ana.client.post(f"{LIVE}{chat.pk}/takeover/").status_code == 403
