"""What fields announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class FieldChanged(Event):
    """A field was made, retired, or is used again."""

    name: ClassVar[str] = "field.changed"
    about: ClassVar[str] = "field"
    field_id: int
