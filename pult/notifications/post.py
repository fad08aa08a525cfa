"""The way to a push service: only over TLS, only to public addresses, and to the address that was looked at.

The address comes from a browser, so it may be anything: a name of this house's network, a name that means another
machine a moment later, a service that sends on elsewhere. None of these is followed.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS = 10
PORTS = {"https": 443, "http": 80}


class NotPublic(Exception):
    """The endpoint is not a public address that speaks TLS."""


@dataclass(frozen=True)
class Answer:
    """What a push service said: the status, and how long it asks to be left alone."""

    status: int
    wait_seconds: int = 0


def post(endpoint: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Hand one sealed push over. Raises `NotPublic`, or `OSError` when nobody answers."""
    parts = _parts(endpoint)
    port = parts.port or PORTS[parts.scheme]
    line = _line(parts, _address(parts.hostname or "", port), port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        line.request("POST", path, body=body, headers=dict(headers))
        answer = line.getresponse()
        waits = answer.getheader("Retry-After", "") or ""
        return Answer(answer.status, int(waits) if waits.isdecimal() else 0)
    except http.client.HTTPException as error:
        raise ConnectionError(type(error).__name__) from error
    finally:
        line.close()


def is_allowed(endpoint: str) -> bool:
    """Whether an endpoint looks like one; where it leads is looked at when something is sent."""
    try:
        parts = _parts(endpoint)
        return not _is_literal(parts.hostname or "") or _is_open(parts.hostname or "")
    except NotPublic:
        return False


def _parts(endpoint: str) -> SplitResult:
    try:
        parts = urlsplit(endpoint)
        is_plain = parts.port in {None, 443} and parts.scheme == "https"
    except ValueError as error:
        raise NotPublic from error
    is_near = settings.PUSH_TO_LOOPBACK and parts.scheme in PORTS
    if not parts.hostname or parts.username is not None or not (is_plain or is_near):
        raise NotPublic
    if any(sign.isspace() or not sign.isprintable() or ord(sign) > 126 for sign in endpoint):
        raise NotPublic
    return parts


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _address(host: str, port: int) -> str:
    """Where a name leads, if it leads to public addresses only."""
    found = [host] if _is_literal(host) else _looked_up(host, port)
    if not found or not all(_is_open(address) for address in found):
        raise NotPublic
    return found[0]


def _looked_up(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_open(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and (within := address.ipv4_mapped or address.sixtofour):
        address = within
    if settings.PUSH_TO_LOOPBACK and address.is_loopback:
        return True
    return address.is_global and not address.is_multicast


class _PinnedLine(http.client.HTTPConnection):
    """A connection to the address that was looked at, whatever the name means now."""

    def __init__(self, host: str, port: int, address: str, *, tls: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address, self.tls = address, tls
        self.default_port = PORTS["https" if tls else "http"]

    def connect(self) -> None:
        """To the address itself; the certificate has to be the name's."""
        raw = socket.create_connection((self.address, self.port), timeout=SECONDS)
        self.sock = self.tls.wrap_socket(raw, server_hostname=self.host) if self.tls else raw


def _line(parts: SplitResult, address: str, port: int) -> _PinnedLine:
    tls = ssl.create_default_context() if parts.scheme == "https" else None
    return _PinnedLine(parts.hostname or "", port, address, tls=tls)
