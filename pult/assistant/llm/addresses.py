"""Which addresses may be called. A model in one's own network is welcome; the doors of the machine room are not."""

import asyncio
import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
HERE: Final = {"localhost", "ip6-localhost"}
# Where clouds hand out the keys of the machine itself.
_METADATA: Final = {
    ipaddress.ip_address(one) for one in ("fd00:ec2::254", "100.100.100.200", "168.63.129.16")
}


def check(address: str) -> None:
    """Refuse an address that an administrator cannot have meant. Raises ValidationError."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == -1:
        raise ValidationError(_("Enter an address such as https://models.example.com/v1."))
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValidationError(_("Leave names, passwords and everything behind “?” out of the address."))
    literal = literal_of(parts.hostname)
    if literal is not None and not may_be_called(literal):
        raise ValidationError(_("This address may not be called."))
    if parts.scheme == "http" and not is_near(parts.hostname):
        raise ValidationError(_("The key and the letters travel encrypted: begin the address with https://."))


def literal_of(host: str) -> Address | None:
    """The address that a host is, if it is one and no name."""
    try:
        found = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def is_near(host: str) -> bool:
    """Whether a host lies on this machine or in one's own network, as far as its name tells."""
    literal = literal_of(host)
    if literal is not None:
        return literal.is_loopback or literal.is_private
    return host in HERE or "." not in host or host.endswith((".local", ".internal", ".lan", ".localhost"))


def may_be_called(address: Address) -> bool:
    """Whether somebody can live there: not a link-local door, nor many at once, nor nobody."""
    return not (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or (address.is_reserved and not address.is_loopback)
        or address in _METADATA
    )


async def all_may_be_called(host: str, port: int) -> bool:
    """Whether everything that a host stands for right now may be called. Raises OSError for an unknown name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    literals = [literal_of(str(place[4][0])) for place in found]
    return all(one is not None and may_be_called(one) for one in literals)
