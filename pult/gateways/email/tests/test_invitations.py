"""Calendar invitations are read out of mail."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.gateways.email import operations
from pult.gateways.email.invitations import invitation_of
from pult.gateways.email.letter import Attachment, Letter
from pult.gateways.email.reading import read_letter
from pult.gateways.email.types import Source

PICKUP = """BEGIN:VEVENT
UID:pickup-1@example.org
SUMMARY:Pickup of a kettle\\, blue
DTSTART;TZID=Europe/Zagreb:20261201T090000
DTEND;TZID=Europe/Zagreb:20261201T093000
LOCATION:Ilica 1
ORGANIZER;CN=Carl Carlsson:mailto:carl@example.org
END:VEVENT"""


def calendar(*events: str, method: str = "REQUEST") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", *events, "END:VCALENDAR", ""]
    return "\r\n".join("\n".join(lines).split("\n"))


def letter(content: str | bytes) -> Letter:
    given = content.encode() if isinstance(content, str) else content
    return Letter(attachments=(Attachment(name="", type="text/calendar", content=given),))


def test_an_invitation_comes_with_its_mail(kettle):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Carl <carl@example.org>", "help@kettle.example", "Pickup"
    mail["Message-ID"] = "<invite-1@example.org>"
    mail.set_content("Can you come?")
    mail.add_alternative(calendar(PICKUP), subtype="calendar", params={"method": "REQUEST"})
    taken = operations.settle(operations.take_in(mail.as_bytes(), source=Source.COMMAND, later=False))
    message = taken.mail.message
    assert message.text.strip() == "Can you come?"
    assert message.extras["invitation"] == {
        "method": "request",
        "title": "Pickup of a kettle, blue",
        "starts": "2026-12-01T09:00:00+01:00",
        "ends": "2026-12-01T09:30:00+01:00",
        "place": "Ilica 1",
        "organiser": "Carl Carlsson",
        "repeats": False,
    }
    assert message.attachments.count() == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("DTEND;TZID=Europe/Zagreb:20261201T093000", "DURATION:PT45M"),
            {"ends": "2026-12-01T09:45:00+01:00"},
        ),
        (
            ("TZID=Europe/Zagreb", "TZID=Central European Standard Time"),
            {"starts": "2026-12-01T09:00:00+01:00"},
        ),
        (("LOCATION:Ilica 1", "STATUS:CANCELLED"), {"method": "cancel", "place": ""}),
        (("LOCATION:Ilica 1", "RRULE:FREQ=WEEKLY"), {"repeats": True}),
        ((";CN=Carl Carlsson", ""), {"organiser": "carl@example.org"}),
        (("UID:pickup-1@example.org", "X-ODD:\x07"), {"title": "Pickup of a kettle, blue"}),
    ],
)
def test_meetings_as_programs_write_them(change, told):
    found = invitation_of(letter(calendar(PICKUP.replace(*change))))
    assert found is not None
    assert {key: value for key, value in found.items() if key in told} == told


def test_a_whole_day_ends_on_its_last_day():
    days = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nEND:VEVENT"
    found = invitation_of(letter(calendar(days)))
    assert (found["starts"], found["ends"]) == ("2026-12-24", "2026-12-26")
    one = invitation_of(letter(calendar(days.replace("20261227", "20261225"))))
    assert (one["starts"], one["ends"]) == ("2026-12-24", "")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Can you come?",
        calendar(),
        calendar("BEGIN:VEVENT\nSUMMARY:Some day\nEND:VEVENT"),
        calendar("BEGIN:VEVENT\nDTSTART:tomorrow\nEND:VEVENT"),
        calendar("BEGIN:VTODO\nDTSTART:20261201T090000Z\nEND:VTODO"),
        calendar(PICKUP + "\n" + "X:" + "y" * 600_000),
    ],
)
def test_what_says_no_time_is_only_a_file(content):
    assert invitation_of(letter(content)) is None


@given(st.text(max_size=80), st.integers(0, len(PICKUP)))
def test_no_text_breaks_it(noise, at):
    invitation_of(letter(calendar(PICKUP[:at] + noise + PICKUP[at:])))


@given(st.binary(max_size=200))
def test_no_bytes_break_it(noise):
    invitation_of(letter(noise))


def test_a_letter_without_a_calendar_has_none():
    assert invitation_of(read_letter(b"From: carl@example.org\r\n\r\nHi")) is None
