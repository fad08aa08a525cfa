"""Circles: panels that only a certain circle of people may know of, such as those about candidates.

A context that has things judged apart names its circle, says which of its panels somebody may know of, and where what
is judged stands. Whoever judges in a panel knows of it in any case. Rights over scorecards alone open no circle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from pult.foundation.actors import Actor


@dataclass(frozen=True)
class Circle:
    """`admits` answers the ids of the panels an actor may know of, as a subquery; `place` where their sheets stand."""

    admits: Callable[[Actor], QuerySet[Any, Any]]
    place: Callable[[str], str]


_circles: dict[str, Circle] = {}


def declare(name: str, circle: Circle) -> None:
    """Name a circle."""
    _circles[name] = circle


def known_to(actor: Actor, *, reads_results: bool) -> Q:
    """The panels that this person may know of beside those in which they judge."""
    known = Q(circle="") if reads_results else Q(pk__in=[])
    for name, circle in _circles.items():
        known |= Q(circle=name, pk__in=circle.admits(actor))
    return known


def place_of(name: str, about: str) -> str:
    """The page on which a thing of this circle stands, with the rater's sheet beside it; empty for others."""
    return _circles[name].place(about) if name in _circles else ""
