"""A little shop that the tests ask: a real server on this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any

from pult.foundation.actors import SYSTEM
from pult.panels import operations
from pult.panels.models import SidePanel
from pult.panels.operations import Wanted
from pult.panels.types import Kind, Piece, Shape

PIECES = (
    Piece(label="Level", where="customer.level", shape=Shape.BADGE),
    Piece(label="Order", where="orders[].number", shape=Shape.LINK),
    Piece(label="Total", where="orders[].total", shape=Shape.MONEY),
)
KNOWN = {
    "customer": {"level": {"text": "Gold", "tone": "good"}},
    "orders": [
        {"number": {"url": "https://shop.example/1", "text": "17-A"}, "total": "1234.5 EUR"},
        {
            "number": {"url": "javascript:alert(1)", "text": "<b>18</b>"},
            "total": {"amount": 5, "currency": "EUR"},
        },
    ],
}


class Shop:
    """What it answers, and what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.wait = 200, json.dumps(KNOWN).encode(), threading.Event()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.wait.set()
        self.port = 0


@contextmanager
def open_shop() -> Iterator[Shop]:
    """A shop for a while."""
    shop = Shop()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.asked.append((self.path, dict(self.headers)))
            shop.wait.wait(10)
            self.send_response(shop.status)
            self.send_header("Content-Length", str(len(shop.body)))
            self.end_headers()
            self.wfile.write(shop.body)

        def log_message(self, *_what: Any) -> None:
            """It keeps no log."""

    # Not a server of http.server: that one asks for its own name first, which takes long without a network.
    server = ThreadingTCPServer(("127.0.0.1", 0), Answering)
    shop.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield shop
    finally:
        shop.wait.set()
        server.shutdown()
        server.server_close()


def panel(shop: Shop, **more: Any) -> SidePanel:
    """A look-up in the shop."""
    address = f"http://127.0.0.1:{shop.port}/orders?email={{customer.email}}"
    wanted = Wanted(**{"name": "Shop", "address": address, "secret": "s3cret", "pieces": PIECES, **more})
    return operations.add_panel(Kind.LOOKUP, wanted=wanted, by=SYSTEM)
