"""The demo's own pages and its customers' mailbox."""

import asyncio
import threading
from email.message import EmailMessage

import pytest

from pult.demo import operations, queries
from pult.demo.models import DemoLetter
from pult.gateways.chat import operations as chat
from pult.gateways.email.operations import guests, take_for_others
from pult.gateways.email.operations.guests import is_taken, keep_for_others


@pytest.fixture
def demo(kettle, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(guests, "_guests", {})
    take_for_others("demo", takes=operations.is_customers, keep=operations.keep_letter)
    return kettle


def letter(subject="Re: My kettle leaks", text="A new one is on its way."):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Help <help@kettle.example>", "carl@example.org", subject
    mail["Reply-To"], mail["Message-ID"] = "help+c12.abc@kettle.example", "<reply-1@kettle.example>"
    mail.set_content(text)
    return mail.as_bytes()


def test_without_the_demo_there_is_no_such_page(client, kettle):
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/session", {"email": "ana@kettle.example"}).status_code == 404


def test_one_click_signs_in_as_somebody_of_the_demo_only(client, demo):
    assert b"ana@kettle.example" in client.get("/demo").content
    assert client.post("/demo/session", {"email": "boss@elsewhere.example"}).status_code == 404
    answer = client.post("/demo/session", {"email": "ana@kettle.example"})
    assert answer["Location"] == "/app/"
    assert client.get("/app/reports/").status_code == 200


def test_the_other_side_of_the_counter_is_one_click_away(client, demo, monkeypatch):
    monkeypatch.setattr(queries, "portal_login", lambda: "carl@example.org")
    page = client.get("/demo").content.decode()
    for address in ("/hc/en/requests", "/forms/returns", "/demo/shop", "/hc/en/"):
        assert f'href="{address}' in page


def test_the_shop_has_the_chat_on_its_page(client, demo):
    assert b"data-token" not in client.get("/demo/shop").content
    widget = chat.open_widget("Shop chat", department=demo.support, by=demo.omar.actor)
    page = client.get("/demo/shop").content.decode()
    assert f'data-token="{widget.token}"' in page
    assert "Drava Pro" in page


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("carl@example.org", True),
        ("ana@posta.example", True),
        ("help@kettle.example", True),
        ("boss@gmail.com", False),
        ("x@example.org.evil.com", False),
    ],
)
def test_only_addresses_that_nobody_can_have_are_taken(demo, address, taken):
    assert is_taken(address) is taken


def test_what_the_desk_sends_lies_in_the_customers_mailbox(client, demo):
    ours = keep_for_others(letter(), ["help@kettle.example", "carl@example.org"])
    assert ours == ["help@kettle.example"]
    kept = DemoLetter.objects.get()
    assert (kept.address, kept.text.strip()) == ("carl@example.org", "A new one is on its way.")
    assert b"Re: My kettle leaks" in client.get("/demo").content
    page = client.get(f"/demo/letters/{kept.pk}")
    assert b"A new one is on its way." in page.content
    assert b"help+c12.abc@kettle.example" in page.content
    assert client.get("/demo/letters/999").status_code == 404


def test_a_customer_writes_over_real_smtp(client, demo, settings):
    heard = Listener()
    settings.ENV = settings.ENV.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": heard.port})
    kept = operations.keep_letter(letter(), "carl@example.org")
    written = {
        "name": "Carl",
        "address": "carl@example.org",
        "to": "help@kettle.example",
        "subject": "Re: leak",
        "text": "Thank you. Čaj!",
        "answers": kept.pk,
    }
    assert client.post("/demo/letters", written).status_code == 302
    heard.close()
    assert "In-Reply-To: <reply-1@kettle.example>" in heard.said
    assert "rcpt TO:<help@kettle.example>" in heard.said


def test_nobody_real_can_be_written_from(client, demo):
    written = {
        "name": "X",
        "address": "x@gmail.com",
        "to": "help@kettle.example",
        "subject": "x",
        "text": "x",
    }
    assert client.post("/demo/letters", written).status_code == 422


def test_a_listener_that_is_away_is_explained(client, demo, settings):
    settings.ENV = settings.ENV.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": 1})
    written = {
        "name": "X",
        "address": "x@example.org",
        "to": "help@kettle.example",
        "subject": "x",
        "text": "x",
    }
    assert client.post("/demo/letters", written).status_code == 503


class Listener:
    """A mail server that writes down what it hears."""

    def __init__(self):
        self.said = ""
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(asyncio.start_server(self.hear, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    async def hear(self, reader, writer):
        writer.write(b"220 here\r\n")
        in_data = False
        while line := (await reader.readline()).decode("utf-8", "replace"):
            self.said += line
            if in_data and line != ".\r\n":
                continue
            in_data = line.upper().startswith("DATA")
            ending = line.upper().startswith("QUIT")
            writer.write(b"354 go on\r\n" if in_data else b"221 bye\r\n" if ending else b"250 OK\r\n")
            await writer.drain()
            if ending:
                break
        writer.close()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.server.close()
