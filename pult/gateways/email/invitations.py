"""Calendar invitations inside mail: what is on, when and where, as plain values that a page can show."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from icalendar import Calendar, Component

from .letter import Attachment, Letter
from .parse.tree import FAULTS

TYPES = ("text/calendar", "application/ics")
LARGEST = 500_000
LONGEST = 300
METHODS = frozenset({"request", "cancel", "reply", "publish", "counter"})


class Invitation(TypedDict):
    """One meeting. `starts` and `ends` are ISO moments with an offset, or days where it takes whole days."""

    method: str
    title: str
    starts: str
    ends: str
    place: str
    organiser: str
    repeats: bool


def invitation_of(letter: Letter) -> Invitation | None:
    """The meeting that a letter is about; None where there is none, or none that can be read."""
    return next((found for each in _calendars(letter.attachments) if (found := _read(each))), None)


def _calendars(attachments: Iterable[Attachment]) -> Iterable[bytes]:
    return (
        each.content
        for each in attachments
        if (each.type in TYPES or each.name.lower().endswith(".ics")) and each.size <= LARGEST
    )


def _read(content: bytes) -> Invitation | None:
    try:
        calendar = Calendar.from_ical(content)
        meetings = calendar.walk("VEVENT")
        return _told(str(calendar.get("METHOD", "publish")).lower(), meetings[0]) if meetings else None
    except FAULTS:
        return None


def _told(method: str, meeting: Component) -> Invitation | None:
    starts = _moment(meeting, "DTSTART")
    if starts is None:
        return None
    is_off = str(meeting.get("STATUS", "")).upper() == "CANCELLED"
    ends = _end(meeting, starts)
    return Invitation(
        method="cancel" if is_off else method if method in METHODS else "publish",
        title=_words(meeting.get("SUMMARY")),
        starts=starts.isoformat(),
        ends=ends.isoformat() if ends is not None and ends != starts else "",
        place=_words(meeting.get("LOCATION")),
        organiser=_organiser(meeting.get("ORGANIZER")),
        repeats="RRULE" in meeting,
    )


def _end(meeting: Component, starts: date) -> date | None:
    """The last moment; of whole days the last day, for which the calendar names the one after."""
    ends = _moment(meeting, "DTEND")
    length = getattr(meeting.get("DURATION"), "dt", None)
    if ends is None and isinstance(length, timedelta):
        ends = starts + length
    if ends is None or isinstance(starts, datetime) is not isinstance(ends, datetime):
        return None
    return ends if isinstance(ends, datetime) else max(starts, ends - timedelta(days=1))


def _moment(meeting: Component, name: str) -> date | None:
    found = getattr(meeting.get(name), "dt", None)
    return found if isinstance(found, date) else None


def _organiser(value: Any) -> str:
    if value is None:
        return ""
    name = getattr(value, "params", {}).get("CN", "")
    address = str(value)
    address = address[7:] if address.lower().startswith("mailto:") else address
    return _words(name) or _words(address)


def _words(value: Any) -> str:
    return " ".join(str(value or "").split())[:LONGEST]
