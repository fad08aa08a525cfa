"""No test talks to a stranger: connecting beyond this machine, or asking for a name, is an error."""

import ipaddress
import socket
import sys
from typing import Any

HERE = {"localhost", "localhost.localdomain", "", socket.gethostname()}


class Stranger(RuntimeError):
    """A test tried to leave this machine."""


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in HERE:
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise Stranger(f"A test connects to {address[0]}; tests stay on this machine.")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not _is_here(arguments[0]):
        raise Stranger(f"A test asks where {arguments[0]} is; tests stay on this machine.")


def stay_on_this_machine() -> None:
    """Watch every connection of this process from now on."""
    sys.addaudithook(_watch)
