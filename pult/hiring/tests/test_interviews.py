"""Interviews: times are offered, the candidate takes one, calendars are told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.errors import Invalid
from pult.foundation.files.operations import read
from pult.gateways.email.compose import compose_reply
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.errors import Ended, TimeTaken
from pult.hiring.free_times import Busy, free_times
from pult.hiring.icalendar import Guest, Meeting, Method, escaped, folded, invitation
from pult.hiring.links import token_for
from pult.hiring.models import Interview
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import InterviewState, Reason
from tests.scene import scene

ZAGREB = ZoneInfo("Europe/Zagreb")
MEETING = Meeting(
    uid="u1@pult", sequence=2, text="", summary="Interview: a, b; c\\d", place="Room 1\nfirst floor",
    start_at=datetime(2026, 12, 1, 13, tzinfo=UTC), end_at=datetime(2026, 12, 1, 14, tzinfo=UTC),
    organizer=Guest(name='K "&" Co.', email="jobs@kettle.example"),
    guests=(Guest(name="Петра Ковач", email="petra@example.org"),),
)  # fmt: skip


def tomorrow(hour: int) -> datetime:
    day = timezone.localdate(timezone.now()) + timedelta(days=3)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZAGREB)


@pytest.fixture
@scene
def petra(kettle):
    return applies(published(kettle), language="en")


@pytest.fixture
def offered(kettle, petra):
    return hiring.offer_times(
        petra, times=[tomorrow(10), tomorrow(14)], interviewers=[kettle.lea.person], minutes=60, place="Room 1",
        by=kettle.hana.actor,
    )  # fmt: skip


def test_a_candidate_takes_a_time_on_their_own_page(client, kettle, petra, offered, mailoutbox):
    page = f"/careers/status/{token_for(petra.pk, petra.candidate.link_key)}"
    shown = client.get(page).content.decode()
    assert "Choose a time (time zone Europe/Zagreb)" in shown
    slot = offered.slots.order_by("start_at").first()
    taken = client.post(f"{page}/interviews/{offered.pk}", {"start_at": slot.start_at.isoformat()})
    assert taken.status_code == 302
    kettle.settle()
    offered.refresh_from_db()
    assert (offered.state, offered.start_at, offered.sequence) == (InterviewState.BOOKED, slot.start_at, 1)
    letter = petra.conversation.messages.latest("pk")
    assert "Europe/Zagreb" in letter.text
    assert "Room 1" in letter.text
    calendar = read(letter.attachments.get().file).decode()
    assert "METHOD:REQUEST" in calendar
    mail = compose_reply(letter, message_id="x@example.org").decode()
    assert 'text/calendar; method="REQUEST"' in mail or "text/calendar; method=REQUEST" in mail
    told = mailoutbox[-1]
    assert told.to == ["lea@kettle.example"]
    assert "Petra" not in told.message().as_string()
    assert "Another time, if you need one" in client.get(page).content.decode()
    assert client.post(f"{page}/interviews/999999").status_code == 404
    assert client.post(f"{page}/interviews/{offered.pk}", {"start_at": "x"}).status_code == 302


def test_another_time_replaces_the_first_in_calendars(kettle, petra, offered):
    first, second = (slot.start_at for slot in offered.slots.order_by("start_at"))
    hiring.book(offered, start_at=first, by=APPLICANT)
    hiring.book(offered, start_at=second, by=APPLICANT)
    assert (offered.start_at, offered.sequence) == (second, 2)
    hiring.cancel_interview(offered, by=kettle.hana.actor)
    hiring.cancel_interview(offered, by=kettle.hana.actor)
    kettle.settle()
    calendar = read(petra.conversation.messages.latest("pk").attachments.get().file).decode()
    for line in ("METHOD:CANCEL", "SEQUENCE:3", "STATUS:CANCELLED", f"UID:{offered.uid}"):
        assert line in calendar
    with pytest.raises(TimeTaken):
        hiring.book(offered, start_at=first, by=APPLICANT)


def test_an_hour_of_an_interviewer_is_given_once(kettle, petra, offered):
    ivo = applies(petra.opening, "Ivo", "ivo@example.org")
    others = hiring.offer_times(
        ivo,
        times=[tomorrow(10)],
        interviewers=[kettle.lea.person],
        minutes=60,
        place="Room 2",
        by=kettle.hana.actor,
    )
    hiring.book(offered, start_at=tomorrow(10), by=APPLICANT)
    with pytest.raises(TimeTaken):
        hiring.book(others, start_at=tomorrow(10), by=APPLICANT)
    with pytest.raises(TimeTaken):
        hiring.book(others, start_at=tomorrow(11), by=APPLICANT)
    free = queries.suggested_times(petra.opening, [kettle.lea.person], minutes=60, at=timezone.now())
    assert tomorrow(10) not in free
    assert tomorrow(11) in free


def test_what_makes_no_sense_is_refused(kettle, petra, offered):
    how = {"minutes": 30, "place": "Room", "by": kettle.hana.actor, "interviewers": [kettle.lea.person]}
    with pytest.raises(Invalid):
        hiring.offer_times(petra, times=[timezone.now() - timedelta(days=1)], **how)
    hiring.reject(petra, reason=Reason.OTHER, by=kettle.hana.actor)
    with pytest.raises(Ended):
        hiring.offer_times(petra, times=[tomorrow(9)], **how)
    with pytest.raises(TimeTaken):
        hiring.book(offered, start_at=tomorrow(10), by=APPLICANT)


def test_new_times_take_the_place_of_the_old(kettle, petra, offered):
    hiring.offer_times(
        petra,
        times=[tomorrow(16)],
        interviewers=[kettle.lea.person],
        minutes=60,
        place="Room 1",
        by=kettle.hana.actor,
    )
    offered.refresh_from_db()
    assert offered.state == InterviewState.CANCELLED


def test_a_reminder_goes_out_once_a_day_before(kettle, petra, offered):
    hiring.book(offered, start_at=tomorrow(10), by=APPLICANT)
    soon = tomorrow(10) - timedelta(hours=20)
    assert hiring.remind_due(at=tomorrow(10) - timedelta(hours=30)) == 0
    assert hiring.remind_due(at=soon) == 1
    assert hiring.remind_due(at=soon) == 0
    assert "looking forward" in petra.conversation.messages.latest("pk").text


def test_the_form_offers_free_times_and_takes_others(kettle, petra):
    hana, place = kettle.hana.client, f"/app/hiring/applications/{petra.pk}/interviews"
    assert 'name="times"' in hana.get(place).content.decode()
    given = {
        "interviewers": [kettle.lea.person.pk], "minutes": "45", "place": "Video", "times": [tomorrow(10).isoformat()],
        "other": "2099-12-01 14:00",
    }  # fmt: skip
    assert hana.post(place, given).status_code == 302
    interview = Interview.objects.get()
    assert interview.slots.count() == 2
    assert hana.post(place, given | {"other": "soon"}).status_code == 422
    page = hana.get(f"/app/hiring/applications/{petra.pk}/").content.decode()
    assert "2 times offered" in page
    assert hana.post(f"{place}/{interview.pk}/cancellation").status_code == 302


def test_an_invitation_is_what_calendars_understand():
    lines = invitation(MEETING, Method.REQUEST, at=datetime(2026, 11, 1, tzinfo=UTC)).decode().split("\r\n")
    whole = "\r\n".join(lines).replace("\r\n ", "")
    for line in (
        "METHOD:REQUEST", "UID:u1@pult", "SEQUENCE:2", "DTSTART:20261201T130000Z", "DTEND:20261201T140000Z",
        "SUMMARY:Interview: a\\, b\\; c\\\\d", "LOCATION:Room 1\\nfirst floor",
        "ORGANIZER;CN=\"K '&' Co.\":mailto:jobs@kettle.example",
    ):  # fmt: skip
        assert line in whole
    assert 'ATTENDEE;CN="Петра Ковач"' in whole
    assert whole.endswith("END:VCALENDAR\r\n")


@given(st.text())
def test_no_text_begins_another_line(text):
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line).split(b"\r\n ")
    assert all(len(piece.rstrip(b"\r\n")) <= 75 for piece in pieces)
    back = b"".join(pieces)
    assert back.endswith(b"\r\n")
    assert back[:-2].decode() == line
    assert "\n" not in line
    assert "\r" not in line


@given(
    opens=st.integers(0, 20), length=st.integers(0, 12), minutes=st.sampled_from([15, 30, 60, 90]),
    busy=st.lists(st.tuples(st.integers(0, 23), st.integers(1, 4)), max_size=4),
)  # fmt: skip
def test_a_free_time_lies_in_the_hours_by_day_and_overlaps_with_nothing(opens, length, minutes, busy):
    day = datetime(2026, 3, 29, tzinfo=ZAGREB)  # the clocks go forward that night
    start = day + timedelta(hours=opens)
    span = (start.astimezone(UTC), (start + timedelta(hours=length)).astimezone(UTC))
    taken = [
        Busy((day + timedelta(hours=b)).astimezone(UTC), (day + timedelta(hours=b + n)).astimezone(UTC))
        for b, n in busy
    ]
    for moment in free_times([span], taken, minutes=minutes, zone=ZAGREB):
        end = moment + timedelta(minutes=minutes)
        assert span[0] <= moment
        assert end <= span[1]
        assert not any(one.start < end and moment < one.end for one in taken)
        assert moment.minute in {0, 30}
        assert 8 <= moment.astimezone(ZAGREB).hour < 19
