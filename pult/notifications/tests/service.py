"""A push service on this machine: it takes pushes as the real ones do, and a browser that opens what was sealed."""

import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pult.foundation.actors import Actor
from pult.notifications import operations
from pult.notifications.encryption import plain, point_of
from pult.notifications.models import Browser


@dataclass
class BrowserAlone:
    """A browser without a screen: its keys, and what it makes of a push."""

    auth: bytes = b"0123456789abcdef"
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def point(self) -> bytes:
        return point_of(self.private.public_key())

    def keys(self) -> dict[str, str]:
        return {"p256dh": plain(self.point), "auth": plain(self.auth)}

    def opens(self, body: bytes) -> bytes:
        """Undo RFC 8291 from the other side, in one's own words."""
        salt, (size, length) = body[:16], struct.unpack("!IB", body[16:21])
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        shared = self.private.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        )
        secret = _hkdf(shared, self.auth, b"WebPush: info\0" + self.point + theirs, 32)
        key = _hkdf(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(secret, salt, b"Content-Encoding: nonce\0", 12)
        opened = AESGCM(key).decrypt(nonce, sealed, None)
        assert opened.endswith(b"\x02")
        return opened[:-1]

    def reads(self, push: "Push") -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.opens(push.body))
        return read


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclass
class Push:
    """One push as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """What it has taken, and what it answers."""

    address: str = ""
    taken: list[Push] = field(default_factory=list)
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)

    def subscription(self, browser: BrowserAlone, name: str = "one") -> dict[str, str]:
        return {"endpoint": f"{self.address}/push/{name}", **browser.keys()}


def told_in(
    person: Any, service: PushService, *, by: Actor, name: str = "one"
) -> tuple[Browser, BrowserAlone]:
    """Somebody has allowed notices in a browser."""
    alone = BrowserAlone()
    given = service.subscription(alone, name)
    return operations.add_browser(person, **given, agent="Firefox/143.0 (Linux)", by=by), alone


@contextmanager
def push_service() -> Iterator[PushService]:
    """Running, until the story is told."""
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append(Push(self.path, dict(self.headers), body))
            self.send_response(service.status)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_port}"
    yield service
    server.shutdown()
    server.server_close()
    thread.join()
