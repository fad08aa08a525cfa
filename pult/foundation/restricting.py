"""Things that can be restricted to chosen people, and whether anything of a kind is.

Most houses restrict nothing. What is closed to somebody is asked again and again on every page; whether there is
anything that could be closed is asked once, with the person of the request, and carried by their actor.
"""

from collections.abc import Callable
from typing import Any

from pult.foundation.actors import Actor

# Expressions of whichever kind have nothing in common that a type could name.
Some = Callable[[], Any]

_declared: dict[str, Some] = {}


def declare(kind: str, some: Some) -> None:
    """Make a kind known that can be restricted. `some` says in a query whether anything of it is, for anybody."""
    _declared[kind] = some


def anything_of_each() -> dict[str, Any]:
    """For each kind whether anything of it is restricted, as columns of a query."""
    return {f"some_{kind}": some() for kind, some in _declared.items()}


def unrestricted(found: object) -> frozenset[str]:
    """The kinds of which nothing is restricted, as something found with those columns says; none without them."""
    return frozenset(kind for kind in _declared if getattr(found, f"some_{kind}", True) is False)


def may_be_closed(kind: str, actor: Actor) -> bool:
    """Whether it must be asked what of a kind is closed to this actor: a restriction is about people."""
    return actor.is_person and kind not in actor.unrestricted
