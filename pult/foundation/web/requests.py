"""The request as Pult's views see it."""

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.http import HttpRequest

from pult.foundation.actors import Actor

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
