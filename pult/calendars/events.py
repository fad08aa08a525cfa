"""What calendars announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class HoursChanged(Event):
    """The opening hours of a calendar are different from this moment on; the version before stays on record."""

    name: ClassVar[str] = "calendar.hours_changed"
    about: ClassVar[str] = "calendar"
    calendar_id: int
    before_id: int | None
    version_id: int
