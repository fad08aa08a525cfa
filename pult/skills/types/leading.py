"""Who leads whom. Skills knows no departments: the workforce, further up, says it here once it is loaded."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from pult.foundation.actors import Actor

Led = Callable[[Actor], "QuerySet[Any]"]
_known: list[Led] = []


def declare_leading(find: Led) -> None:
    """Make known how to find the ids of the people whom somebody leads; the last one counts."""
    _known[:] = [find]


def led_by(actor: Actor) -> "QuerySet[Any] | tuple[int, ...]":
    """The ids of the people whom the actor leads; nobody's where nothing is known."""
    return _known[0](actor) if _known else ()
