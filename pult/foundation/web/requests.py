"""The request as Pult's views see it."""

import hashlib
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from pult.foundation.actors import Actor

MACHINE = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless", re.IGNORECASE)

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request with the actor behind it. Middleware sets these; the class exists for types only."""

    actor: Actor
    htmx: "HtmxDetails"
    request_id: str


def client_address(request: HttpRequest) -> str:
    """The address that the request came from; empty when it is not one, as behind a local socket.

    The server has already put the visitor's address in place of a trusted proxy's.
    """
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return ""


def trace_of(request: HttpRequest) -> str:
    """The same for one browser on one day, another one tomorrow; nobody can tell from it who it was."""
    return trace_from(client_address(request), request.headers.get("User-Agent", ""))


def trace_from(address: str, agent: str) -> str:
    """The trace of a browser that came by another way than a request."""
    told = f"{settings.SECRET_KEY}|{timezone.localdate()}|{address}|{agent}"
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


def is_machine(request: HttpRequest) -> bool:
    """Whether the reader says that it is a program."""
    agent = request.headers.get("User-Agent", "")
    return not agent or bool(MACHINE.search(agent))
