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


@dataclass(frozen=True, kw_only=True)
class TypeChanged(Event):
    """A type of conversations was made, changed, archived, or is used again."""

    name: ClassVar[str] = "type.changed"
    about: ClassVar[str] = "type"
    type_id: int
