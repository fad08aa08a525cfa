"""What a fact is, and how it is written down and read back."""

import dataclasses
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Self, get_type_hints

_known: dict[str, type["Event"]] = {}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense, carrying ids and plain values.

    Subclasses set `name` (dotted, in the log and in webhooks) and `about` (the noun whose `<noun>_id` field says
    what the fact is about). Facts about one thing are delivered in order.
    """

    name: ClassVar[str] = ""
    about: ClassVar[str] = ""

    by: str
    at: datetime

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name:
            _known[cls.name] = cls

    @property
    def subject(self) -> str:
        """What the fact is about, such as `conversation:12`."""
        return f"{self.about}:{getattr(self, f'{self.about}_id')}"

    @property
    def topics(self) -> tuple[str, ...]:
        """The live topics whose listeners should look again."""
        return (self.subject,)

    def as_json(self) -> dict[str, Any]:
        """Plain values for the log."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {
            key: value.isoformat() if isinstance(value, datetime) else value for key, value in values.items()
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The fact as it was; fields that a newer release dropped are passed over."""
        moments, names = _shape(cls)  # type: ignore[arg-type]
        values = {key: value for key, value in data.items() if key in names}
        for key in moments & values.keys():
            if values[key] is not None:
                values[key] = datetime.fromisoformat(values[key])
        return cls(**values)


@cache
def _shape(cls: type[Event]) -> tuple[set[str], set[str]]:
    hints = get_type_hints(cls)
    names = {field.name for field in dataclasses.fields(cls)}
    return {name for name in names if hints[name] in {datetime, datetime | None}}, names


def known_events() -> dict[str, type[Event]]:
    """Every kind of fact, by its dotted name."""
    return dict(sorted(_known.items()))
