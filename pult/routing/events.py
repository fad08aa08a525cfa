"""What routing announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class RoutingChanged(Event):
    """A department gives out its work differently."""

    name: ClassVar[str] = "routing.changed"
    about: ClassVar[str] = "department"
    department_id: int
    method: str
    before: str
