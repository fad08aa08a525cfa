"""A shop on another origin, whose strict policy allows the desk and nothing else, with the chat on its page."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Page

from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations
from pult.gateways.chat.models import Widget
from pult.gateways.chat.types import Away
from tests.cast import Kettle

FIELDS = [
    {"key": "name", "kind": "text", "required": False},
    {"key": "email", "kind": "email", "required": True},
]


@contextmanager
def open_shop(
    kettle: Kettle,
    desk: str,
    *,
    fields: list[dict[str, object]] | None = None,
    when_away: Away = Away.FORM,
) -> Iterator[str]:
    """The address of a shop whose visitors reach the desk at its own address. What stands behind it is the language."""
    scripts: list[str] = []

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            sources = f"script-src {desk}; connect-src {desk} {desk.replace('http', 'ws')}; img-src {desk}"
            self.send_header("Content-Security-Policy", f"default-src 'none'; {sources}")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            language = self.path.strip("/") or "en"
            page = f"<!doctype html><html lang={language}><title>Shop</title><main><h1>Kettles</h1></main>{scripts[0]}"
            self.wfile.write(page.encode())

        def log_message(self, *words: object) -> None:
            """Nobody reads it."""

    house = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    origin = f"http://127.0.0.1:{house.server_port}"
    token = _widget(kettle, origin, fields, when_away)
    scripts.append(f'<script async src="{desk}/widget.js" data-token="{token}"></script>')
    Thread(target=house.serve_forever, daemon=True).start()
    try:
        yield origin
    finally:
        house.shutdown()
        house.server_close()


def _widget(kettle: Kettle, origin: str, fields: list[dict[str, object]] | None, away: Away) -> str:
    widget = operations.open_widget(
        "Shop",
        department=kettle.support,
        mailbox=kettle.inbox,
        origins=[origin],
        fields=FIELDS if fields is None else fields,
        when_away=away,
        by=SYSTEM,
    )
    return str(Widget.objects.get(pk=widget.pk).token)


def said(page: Page) -> list[str]:
    """What stands in the chat, in its order."""
    return [text.strip() for text in page.locator("desk-chat .log .say").all_inner_texts()]
