"""The one way out to addresses that people have typed in: webhooks, look-ups in a company's own systems.

Such an address may be anything: a name of this house's network, a name that means another machine a moment later, a
service that sends on elsewhere. Only public addresses are called, and those hosts that `OUTGOING_HOSTS` allows; the
connection goes to the very address that was looked at; nothing is followed; the whole call has one limit of time.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PORTS: Final = {"https": 443, "http": 80}
LARGEST: Final = 1024 * 1024
PIECE: Final = 64 * 1024
# Where an IPv6 address carries one of IPv4 in its last four bytes: old "compatible" ones, and translators (NAT64).
_CARRIERS: Final = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))


class Why(StrEnum):
    """Why an address is not called, or what went wrong on the way."""

    MALFORMED = "malformed"
    PLAIN = "plain"
    PRIVATE = "private"
    UNKNOWN = "unknown"
    TOO_SLOW = "too_slow"
    UNREACHABLE = "unreachable"


class NotCalled(Exception):
    """Nobody was called, or nobody answered. `why` is for whoever finds the words."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Answer:
    """What came back; a redirect is an answer like any other. `is_whole` is false where it was longer than asked."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = True


def check(address: str) -> None:
    """Refuse an address that could never be called, without looking its name up: for forms. Raises `NotCalled`."""
    host = _parts(address).hostname or ""
    literal = literal_of(host)
    if literal is not None and not (is_public(literal) or _is_allowed(host, [literal])):
        raise NotCalled(Why.PRIVATE)


def call(
    method: str,
    address: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    seconds: float = 3.0,
    largest: int = LARGEST,
) -> Answer:
    """Call an address once, within so many seconds in all. Raises `NotCalled`."""
    ends = monotonic() + seconds
    parts = _parts(address)
    port = parts.port or PORTS[parts.scheme]
    line = _Line(parts, port, _way_to(parts.hostname or "", port, ends), ends)
    # Each piece may be in time and the whole still never end; then the line is cut.
    cutter = threading.Timer(seconds, line.cut)
    cutter.daemon = True
    cutter.start()
    try:
        return _asked(line, method, _path(parts), dict(headers or {}), body, largest)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotCalled(Why.TOO_SLOW if monotonic() >= ends else Why.UNREACHABLE) from error
    finally:
        cutter.cancel()
        line.close()


def literal_of(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is, if it is one and no name; with an IPv4 address inside an IPv6 one, that one."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv4Address):
        return found
    within = found.ipv4_mapped or found.sixtofour
    if within is None and any(found in one for one in _CARRIERS):
        within = IPv4Address(int(found) & 0xFFFFFFFF)
    return within or found


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open internet: nobody's own network, no machine's own door, not many at once."""
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_link_local)


def _asked(
    line: "_Line", method: str, path: str, headers: dict[str, str], body: bytes | None, largest: int
) -> Answer:
    line.request(method, path, body=body, headers={"User-Agent": "Pult", **headers})
    answer = line.getresponse()
    pieces, size = [], 0
    while size <= largest and (piece := answer.read(min(PIECE, largest + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    if monotonic() >= line.ends:
        raise TimeoutError
    got = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, got, b"".join(pieces)[:largest], size <= largest)


def _parts(address: str) -> SplitResult:
    """An address taken apart; names without TLS only where they are allowed by hand."""
    if any(sign.isspace() or not sign.isprintable() or ord(sign) > 126 for sign in address):
        raise NotCalled(Why.MALFORMED)
    try:
        parts = urlsplit(address)
        is_sound = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise NotCalled(Why.MALFORMED) from error
    if not is_sound or parts.username is not None or parts.password is not None:
        raise NotCalled(Why.MALFORMED)
    host = parts.hostname or ""
    literal = literal_of(host)
    if parts.scheme == "http" and not _is_allowed(host, [literal] if literal else []):
        raise NotCalled(Why.PLAIN)
    return parts


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _way_to(host: str, port: int, ends: float) -> str:
    """Where a name leads, if each of its addresses may be called."""
    found = [host] if literal_of(host) else _looked_up(host, port, ends)
    literals = [one for place in found if (one := literal_of(place)) is not None]
    if not literals or len(literals) != len(found):
        raise NotCalled(Why.UNKNOWN)
    if not (all(map(is_public, literals)) or _is_allowed(host, literals)):
        raise NotCalled(Why.PRIVATE)
    return found[0]


def _looked_up(host: str, port: int, ends: float) -> list[str]:
    """The addresses of a name. A name server that is silent must not hold us longer than the call may last."""
    found: list[str] = []

    def ask() -> None:
        # Names that are none at all raise a UnicodeError, which is a ValueError.
        with suppress(OSError, ValueError):
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, ends - monotonic()))
    if asking.is_alive():
        raise NotCalled(Why.TOO_SLOW)
    return found


def _is_allowed(host: str, literals: list[IPv4Address | IPv6Address]) -> bool:
    """Whether the operator has allowed a host by its name, or all of its addresses by their network."""
    names, networks = _allowed()
    if host.casefold() in names:
        return True
    return bool(literals) and all(any(one in network for network in networks) for one in literals)


def _allowed() -> tuple[set[str], list[IPv4Network | IPv6Network]]:
    names: set[str] = set()
    networks: list[IPv4Network | IPv6Network] = []
    for entry in settings.OUTGOING_HOSTS:
        try:
            networks.append(ip_network(entry, strict=False))
        except ValueError:
            names.add(entry.casefold())
    return names, networks


class _Line(http.client.HTTPConnection):
    """A connection to the address that was looked at, whatever its name means now."""

    def __init__(self, parts: SplitResult, port: int, address: str, ends: float) -> None:
        super().__init__(parts.hostname or "", port)
        self.address, self.ends = address, ends
        self.held: socket.socket | None = None
        self.tls: Callable[..., ssl.SSLSocket] | None = None
        self.default_port = PORTS[parts.scheme]
        if parts.scheme == "https":
            self.tls = ssl.create_default_context().wrap_socket

    def connect(self) -> None:
        """To the address itself; the certificate has to be the name's."""
        left = max(0.01, self.ends - monotonic())
        raw = socket.create_connection((self.address, self.port), timeout=left)
        self.held = self.sock = self.tls(raw, server_hostname=self.host) if self.tls else raw

    def cut(self) -> None:
        """End the call from another thread."""
        # The connection lets its socket go while the answer is still read from it; so it is held here.
        if self.held is not None:
            with suppress(OSError):
                self.held.shutdown(socket.SHUT_RDWR)
