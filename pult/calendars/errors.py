"""What calendars refuse."""

from pult.foundation.errors import DomainError


class CalendarInUse(DomainError):
    """A department or a policy keeps to this calendar."""

    code = "calendar_in_use"
