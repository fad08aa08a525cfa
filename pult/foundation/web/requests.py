"""The request as Pult's views see it."""

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
