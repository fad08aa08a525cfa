"""What a page may ask for: by requests here; over the live socket the same calls are made."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from pult.assistant import operations as assistant
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations
from pult.gateways.chat.errors import Forged
from pult.gateways.chat.identity import claim_in, seal
from pult.gateways.chat.keys import key_of
from pult.gateways.chat.models import Chat, Visitor
from pult.gateways.chat.pace import Pace
from pult.gateways.chat.types import Away
from pult.workforce import operations as workforce
from pult.workforce.types import Presence
from tests.cast import Kettle

from .shop import ORIGIN, Shop

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class Page:
    """A page of the shop, as its browser asks."""

    def __init__(self, shop: Shop, origin: str = ORIGIN) -> None:
        self.shop, self.origin, self.key, self.number = shop, origin, "", 0
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, name: str, /, **data: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.response(name, data).json()
        self.key = answer.get("key", self.key)
        return answer

    def response(self, name: str, data: dict[str, Any], **more: Any) -> Any:
        return self.client.post(
            f"/chat/{self.shop.widget.token}/calls/{name}",
            json.dumps({"key": self.key, **data}),
            content_type="text/plain",
            headers={"origin": self.origin, **more},
        )

    def says(self, text: str, **data: Any) -> dict[str, Any]:
        self.number += 1
        answer = self.ask("say", id=f"page-message-{self.number}", text=text, **data)
        self.shop.kettle.settle()
        return answer


@pytest.fixture
def till(shop: Shop) -> Page:
    page = Page(shop)
    page.ask("hello", locale="hr-HR")
    return page


def jwt(secret: str, claims: dict[str, Any], algorithm: str = "HS256") -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=")
        for one in ({"alg": algorithm, "typ": "JWT"}, claims)
    ]
    signed = hmac.new(secret.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, base64.urlsafe_b64encode(signed).decode().rstrip("=")])


def test_a_page_says_hello_talks_and_reads_on(till: Page, kettle: Kettle):
    begun = till.says("Moje kuhalo curi", department=999)
    chat = begun["chat"]["conversation"]
    assert begun["chat"]["status"] == "open"
    assert [one["text"] for one in begun["messages"]] == ["Moje kuhalo curi"]
    conversation = Conversation.objects.get(pk=chat)
    assert conversation.language == "hr"
    kettle.reply(conversation, "A new one is on its way.")
    again = till.ask("resume", conversation=chat, after=begun["messages"][0]["id"])
    assert [(one["from"], one["text"]) for one in again["messages"]] == [
        ("staff", "A new one is on its way.")
    ]
    till.ask("got", conversation=chat, upto=again["messages"][0]["id"], read=True)
    assert Chat.objects.get().read_id == again["messages"][0]["id"]
    till.ask("typing", conversation=chat)
    assert till.ask("rate", conversation=chat, score=5)["chat"]["score"] == 5
    assert till.ask("contact", email="carl@example.org", name="Carl")["me"]["email"] == "carl@example.org"
    assert till.ask("copy", conversation=chat) == {}
    assert till.ask("end", conversation=chat)["chat"]["status"] == "ended"
    assert till.says("More", conversation=chat)["refused"] == "chat_is_over"
    assert [one["over"] for one in till.ask("history")["chats"]] == [True]


def test_whoever_only_asks_now_and_then_has_come_back_all_the_same(till: Page):
    begun = till.ask("say", id="message-1", text="It leaks")
    chat = begun["chat"]["conversation"]
    assert operations.notice_leavers(at=timezone.now() + timedelta(minutes=5)) == 1
    till.ask("resume", conversation=chat, after=begun["messages"][0]["id"])
    assert Chat.objects.get(pk=chat).left_at is None
    operations.notice_leavers(at=timezone.now() + timedelta(minutes=5))
    till.ask("say", id="message-2", text="Hello?", conversation=chat)
    assert Chat.objects.get(pk=chat).left_at is None


def test_a_message_that_is_sent_twice_stands_once(till: Page):
    first = till.ask("say", id="page-message-1", text="Hello")
    second = till.ask("say", id="page-message-1", text="Hello")
    assert first["messages"] == second["messages"]
    assert first["messages"][0]["ref"] == "page-message-1"
    assert Message.objects.count() == 1


def test_a_page_of_this_installation_may_read_though_browsers_do_not_say_whence(shop: Shop):
    address = f"/chat/{shop.widget.token}/settings"
    assert Page(shop).client.get(address, headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert Page(shop).client.get(address, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_foreign_websites_and_wrong_tokens_are_refused(shop: Shop):
    assert Page(shop, "https://evil.example").response("hello", {}).status_code == 403
    assert Page(shop, "null").response("hello", {}).status_code == 403
    assert Page(shop, "").response("hello", {}).status_code == 403
    wrong = Page(shop).client.get("/chat/nowhere/settings", headers={"origin": ORIGIN})
    assert wrong.status_code == 403
    assert "Access-Control-Allow-Origin" not in wrong
    right = Page(shop).client.get(f"/chat/{shop.widget.token}/settings", headers={"origin": ORIGIN})
    assert right["Access-Control-Allow-Origin"] == ORIGIN
    assert "Origin" in right["Vary"]


def test_nobody_gets_in_with_a_key_that_is_not_ours(shop: Shop, till: Page):
    stranger = Page(shop)
    other = Visitor.objects.get()
    for key in ("", "x", f"{other.key.hex}.", f"{other.key.hex}.{'0' * 40}", None, 7):
        stranger.key = key  # type: ignore[assignment]
        assert stranger.response("history", {}).status_code == 401


def test_nobody_reads_the_chat_of_somebody_else(shop: Shop, till: Page):
    chat = till.says("My secret")["chat"]["conversation"]
    stranger = Page(shop)
    stranger.ask("hello")
    assert stranger.ask("resume", conversation=chat) == {"chat": None, "messages": []}
    assert stranger.says("Me, too", conversation=chat)["refused"] == "chat_is_over"
    for name in ("rate", "copy", "end"):
        assert stranger.ask(name, conversation=chat, score=1)["refused"] == "chat_is_over"
    assert stranger.ask("got", conversation=chat, upto=10**9) == {}
    assert stranger.ask("history")["chats"] == []


def test_what_is_too_long_or_no_call_at_all_is_refused_politely(till: Page):
    assert till.response("say", {"id": "page-message-1", "text": "x" * 1_000_000}).status_code == 413
    assert till.says("x" * 6000)["refused"] == "too_long"
    assert till.ask("nonsense")["refused"] == "invalid"
    assert till.ask("say", id=7, text=["a"])["refused"] == "invalid"
    broken = till.client.post(
        f"/chat/{till.shop.widget.token}/calls/hello",
        "{",
        content_type="text/plain",
        headers={"origin": ORIGIN},
    )
    assert "key" in broken.json()


def test_ten_thousand_messages_a_minute_are_refused_without_a_row(till: Page):
    answers = [till.ask("say", id=f"page-message-{number}", text="Buy now") for number in range(60)]
    refused = [one for one in answers if one.get("refused") == "too_fast"]
    assert len(refused) >= 35
    assert Message.objects.count() == 60 - len(refused)


def test_one_address_is_not_answered_without_end(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pult.gateways.chat.pace.ADDRESSES", Pace(burst=3, a_second=0))
    page = Page(shop)
    asked = [
        page.client.post(
            f"/chat/{shop.widget.token}/calls/hello",
            "{}",
            content_type="text/plain",
            headers={"origin": ORIGIN},
            REMOTE_ADDR="192.0.2.1",
        ).status_code
        for _number in range(5)
    ]
    assert asked == [200, 200, 200, 429, 429]


def test_script_in_every_field_stays_text(till: Page, kettle: Kettle):
    till.ask("hello", user={"name": SCRIPT, "email": SCRIPT}, label=SCRIPT, attributes={SCRIPT: SCRIPT})
    begun = till.says(
        SCRIPT, fields={"name": SCRIPT, "email": "carl@example.org", SCRIPT: SCRIPT}, page=SCRIPT
    )
    assert begun["messages"][0]["text"] == SCRIPT
    assert begun["me"]["email"] == "carl@example.org"
    conversation = Conversation.objects.get()
    shown = kettle.ana.client.get(f"/app/conversations/{conversation.pk}/").content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_settings_speak_the_language_of_the_page(shop: Shop):
    client = Client()

    def shown(locale: str) -> dict[str, Any]:
        found: dict[str, Any] = client.get(
            f"/chat/{shop.widget.token}/settings?locale={locale}", headers={"origin": ORIGIN}
        ).json()
        return found

    assert shown("hr")["words"]["send"] == "Pošalji"
    assert shown("sr-Latn-RS")["language"] == "sr-latn"
    assert shown("sr-RS")["words"]["send"] == "Пошаљи"
    assert shown("fr")["language"] == "en"
    assert shown("en")["here"] is True


def test_at_night_the_bot_is_there_for_whoever_would_find_a_form(shop: Shop, kettle: Kettle):
    workforce.set_presence(kettle.ana.member, Presence.AWAY, by=SYSTEM)
    for one in (kettle.lea, kettle.mila, kettle.stella):
        workforce.set_presence(one.member, Presence.OFFLINE, by=SYSTEM)
    operations.change_widget(shop.widget, when_away=Away.FORM, by=kettle.mila.actor)
    address = f"/chat/{shop.widget.token}/settings?locale=sr"
    shown = Client().get(address, headers={"origin": ORIGIN}).json()
    assert (shown["here"], shown["away"]) == (False, "form")
    flow = assistant.write_flow("Usual", by=SYSTEM)
    assistant.publish_flow(flow, by=SYSTEM)
    flow.refresh_from_db()
    bot = assistant.open_bot(shop.widget.inbox, name="Kettle", flow=flow, by=SYSTEM)
    assistant.change_bot(bot, is_on=True, by=SYSTEM)
    shown = Client().get(address, headers={"origin": ORIGIN}).json()
    assert (shown["here"], shown["away"]) == (False, "chat")
    assert "Kettle" in shown["words"]["away"]


def test_files_come_in_within_bounds_and_out_by_a_link_of_ones_own(shop: Shop, till: Page, kettle: Kettle):
    def sends(content: bytes, **data: str) -> Any:
        file = SimpleUploadedFile("leak.txt", content)
        return till.client.post(
            f"/chat/{shop.widget.token}/files",
            {"key": till.key, "id": "page-file-1", "file": file, **data},
            headers={"origin": ORIGIN},
        )

    sent = sends(b"drip").json()
    link = sent["messages"][0]["files"][0]["link"]
    read: Any = till.client.get(f"/chat/files/{link}")
    assert b"".join(read.streaming_content) == b"drip"
    assert read["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert till.client.get(f"/chat/files/{link}x").status_code == 404
    chat = Chat.objects.get()
    note = conversations.note(chat.conversation, by=kettle.ana.actor, text="Hm")
    assert note.pk
    more = sends(b"drip drop", id="page-file-2", conversation=str(chat.pk)).json()
    assert more["chat"]["conversation"] == chat.pk
    operations.change_widget(shop.widget, most_megabytes=0, by=kettle.mila.actor)
    assert sends(b"drip", id="page-file-3").status_code == 413
    operations.change_widget(shop.widget, takes_files=False, by=kettle.mila.actor)
    assert sends(b"drip", id="page-file-3").status_code == 422
    assert sends(b"drip", key="nobody").status_code == 401


def test_the_form_for_when_nobody_is_here(till: Page):
    assert till.ask("away", id="page-message-1", text="Hello?", email="carl@example.org", name="Carl") == {}
    assert till.ask("away", id="page-message-2", text="Hello?", email="nowhere")["refused"] == "invalid"


def test_consent_and_pages(shop: Shop, till: Page, kettle: Kettle):
    operations.change_widget(shop.widget, keeps_trail=True, by=kettle.mila.actor)
    till.ask("consent", agreed=True, page={"address": "https://shop.example/cart", "title": "Cart"})
    till.ask("page", page={"address": "javascript:alert(1)"})
    till.ask("about", label="VIP", attributes={"plan": "gold"})
    visitor = Visitor.objects.get()
    assert (visitor.label, visitor.attributes, visitor.visit_count) == ("VIP", {"plan": "gold"}, 1)
    assert visitor.visits.get().pages.count() == 1


def test_who_is_vouched_for_is_known_and_who_is_not_is_refused(shop: Shop):
    secret, soon = shop.widget.secret, timezone.now().timestamp() + 60
    page = Page(shop)
    good = {
        "id": "42",
        "name": "Carl",
        "email": "carl@example.org",
        "hash": seal(secret, "42", "carl@example.org"),
    }
    assert page.ask("hello", user=good)["me"] == {
        "name": "Carl",
        "email": "carl@example.org",
        "verified": True,
    }
    token = jwt(secret, {"sub": "42", "email": "carl@example.org", "exp": soon})
    assert Page(shop).ask("hello", user={"jwt": token})["me"]["verified"]
    assert page.ask("hello", user={"id": "42", "hash": "0" * 64})["refused"] == "forged_identity"


@pytest.mark.parametrize(
    "user",
    [
        {"id": "42"},
        {"id": "42", "hash": "é"},
        {"id": "42", "hash": seal("another", "42")},
        {"id": "43", "hash": seal("secret", "42")},
        {"jwt": "a.b.c"},
        {"jwt": "é.é.é"},
        {"jwt": ["x"]},
        {"jwt": jwt("secret", {"sub": "42"})},
        {"jwt": jwt("secret", {"sub": "42", "exp": 1})},
        {"jwt": jwt("secret", {"sub": "42", "exp": True})},
        {"jwt": jwt("another", {"sub": "42", "exp": 1e12})},
        {"jwt": jwt("secret", {"sub": "42", "exp": 1e12}, algorithm="none")},
        {"jwt": jwt("secret", {"exp": 1e12})},
    ],
)
def test_forged_identities_are_refused(user: dict[str, Any]):
    with pytest.raises(Forged):
        claim_in(user, secret="secret", at=timezone.now())


def test_an_address_counts_as_proved_only_when_it_was_signed():
    user = {"id": "42", "email": "lea@example.org", "hash": seal("secret", "42")}
    claim = claim_in(user, secret="secret", at=timezone.now())
    assert claim is not None
    assert not claim.is_address_proved
    assert claim_in(None, secret="secret", at=timezone.now()) is None
    token = jwt("secret", {"id": 42, "exp": (timezone.now() + timedelta(minutes=1)).timestamp()})
    assert claim_in({"jwt": token}, secret="secret", at=timezone.now()) is not None


def test_a_blocked_visitor_gets_no_answer_by_an_old_key(shop: Shop, till: Page, kettle: Kettle):
    operations.block(Visitor.objects.get(), by=kettle.ana.actor)
    assert till.response("history", {}).status_code == 403
    assert till.ask("hello")["refused"] == "blocked"


def test_the_program_is_small_and_may_stand_on_other_pages(client: Client, kettle: Kettle):
    response = client.get("/widget.js")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/widget.js", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_bucket_fills_slowly():
    pace = Pace(burst=2, a_second=1)
    assert [pace.allows("carl", now=0), pace.allows("carl", now=0), pace.allows("carl", now=0.5)] == [
        True,
        True,
        False,
    ]
    assert pace.allows("cleo", now=0.5)
    assert pace.allows("carl", now=1.6)
    assert key_of(Visitor().key)
