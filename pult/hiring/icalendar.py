"""Invitations for calendars (RFC 5545, RFC 5546): a careful writer of the little that an interview needs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

LINE_BYTES = 75
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Method(StrEnum):
    """What the calendar is asked to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who is invited, or invites."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One talk. A later sequence replaces an earlier one with the same uid."""

    uid: str
    sequence: int
    start_at: datetime
    end_at: datetime
    summary: str
    place: str
    text: str
    organizer: Guest
    guests: tuple[Guest, ...]
    url: str = ""


def invitation(meeting: Meeting, method: Method, *, at: datetime) -> bytes:
    """The file that goes along with a letter."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Pult//Hiring//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        *_event(meeting, method, at=at),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(meeting: Meeting, method: Method, *, at: datetime) -> Iterable[str]:
    yield f"UID:{escaped(meeting.uid)}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"DTSTAMP:{stamp(at)}"
    yield f"DTSTART:{stamp(meeting.start_at)}"
    yield f"DTEND:{stamp(meeting.end_at)}"
    yield f"SUMMARY:{escaped(meeting.summary)}"
    if meeting.place:
        yield f"LOCATION:{escaped(meeting.place)}"
    if meeting.text:
        yield f"DESCRIPTION:{escaped(meeting.text)}"
    if meeting.url:
        yield f"URL:{CONTROL.sub('', meeting.url)}"
    yield f"STATUS:{'CANCELLED' if method is Method.CANCEL else 'CONFIRMED'}"
    yield f"ORGANIZER;CN={parameter(meeting.organizer.name)}:mailto:{address(meeting.organizer.email)}"
    for guest in meeting.guests:
        yield (
            f"ATTENDEE;CN={parameter(guest.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION"
            f":mailto:{address(guest.email)}"
        )


def stamp(moment: datetime) -> str:
    """A moment in UTC, so that no time zone has to be described."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A text as a value: nothing in it can begin another line or another value."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def parameter(text: str) -> str:
    """A text as a parameter: between quotes, in which no quote can stand."""
    return f'"{CONTROL.sub("", " ".join(text.split())).replace(chr(34), chr(39))}"'


def address(email: str) -> str:
    """An address with nothing in it that ends a line."""
    return re.sub(r"[\s\x00-\x1f\x7f]", "", email)


def folded(line: str) -> bytes:
    """A line of at most 75 bytes, gone on with after a blank; never cut within a character."""
    pieces, room, piece = [], LINE_BYTES, b""
    for sign in line:
        encoded = sign.encode()
        if len(piece) + len(encoded) > room:
            pieces.append(piece)
            piece, room = b"", LINE_BYTES - 1
        piece += encoded
    pieces.append(piece)
    return b"\r\n ".join(pieces) + b"\r\n"
