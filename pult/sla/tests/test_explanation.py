"""Deadlines that explain themselves."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pult.calendars.types import OpeningHours, SpecialDay
from pult.sla import words
from pult.sla.explanation import Happening, Kind, Step, explain
from pult.sla.stopwatch import Stopwatch

ZAGREB = ZoneInfo("Europe/Zagreb")
ADVENT = SpecialDay(on=date(2026, 12, 25), name="Christmas Day")
OFFICE = OpeningHours.weekly(ZAGREB, {day: [(time(8), time(16))] for day in range(5)}, [ADVENT])
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZAGREB)


def step(happening: str, when: str, target: timedelta = 4 * HOUR) -> Step:
    return Step(happening=Happening(happening), at=at(when), target=target, hours=OFFICE)


def told(*steps: Step) -> list[str]:
    return [words.sentence(line) for line in explain(steps, now=steps[-1].at).lines]


def test_a_friday_question_tells_of_its_weekend():
    assert told(step("started", "2026-11-20T15:12")) == [
        "The clock starts; the target is 4 h of opening time.",
        "Open: 48 min counted until 16:00, 3 h 12 min left.",
        "Closed over the weekend until Monday, November 23, 08:00.",
        "Open: 3 h 12 min counted until 11:12.",
        "Due: the target of 4 h is reached.",
    ]


def test_a_holiday_is_called_by_its_name():
    lines = told(step("started", "2026-12-24T15:00"))
    assert "Closed until Monday, December 28, 08:00: Christmas Day." in lines


def test_a_pause_is_told_and_the_deadline_moves():
    story = [
        step("started", "2026-11-16T08:00"),
        step("paused", "2026-11-16T09:00"),
        step("resumed", "2026-11-17T08:00"),
    ]
    found = explain(story, now=at("2026-11-17T08:30"))
    assert found.due_at == at("2026-11-17T11:00")
    assert found.counted == 1.5 * HOUR
    assert [line.kind for line in found.lines] == [
        Kind.STARTED,
        Kind.COUNTED,
        Kind.PAUSED,
        Kind.RESUMED,
        Kind.COUNTED,
        Kind.DUE,
    ]


def test_while_it_stands_still_nothing_is_due():
    story = [step("started", "2026-11-16T08:00"), step("paused", "2026-11-16T09:00")]
    assert explain(story, now=at("2026-11-18T08:30")).due_at is None


def test_another_target_is_told():
    story = [step("started", "2026-11-16T08:00"), step("retargeted", "2026-11-16T09:00", 2 * HOUR)]
    found = explain(story, now=at("2026-11-16T09:00"))
    assert found.due_at == at("2026-11-16T10:00")
    assert "The target is now 2 h; 1 h are left." in [words.sentence(line) for line in found.lines]


def test_an_answer_after_the_deadline_still_tells_the_deadline():
    story = [step("started", "2026-11-16T08:00"), step("stopped", "2026-11-16T15:00")]
    found = explain(story, now=at("2026-11-16T15:00"))
    assert found.due_at == at("2026-11-16T12:00")
    assert [line.kind for line in found.lines][-2:] == [Kind.DUE, Kind.STOPPED]
    assert found.counted == 7 * HOUR


def test_a_long_wait_is_summed_up():
    lines = told(step("started", "2026-09-01T08:00", 400 * HOUR))
    assert len(lines) < 16
    assert any("openings until" in line for line in lines)


def test_other_hours_are_told():
    always = OpeningHours.always(ZAGREB)
    moved = Step(happening=Happening.RESCHEDULED, at=at("2026-11-20T17:00"), target=4 * HOUR, hours=always)
    found = explain([step("started", "2026-11-20T15:00"), moved], now=moved.at)
    assert found.due_at == at("2026-11-20T20:00")
    assert "Other opening hours hold from here on" in " ".join(map(words.sentence, found.lines))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))


@given(st.timedeltas(timedelta(minutes=1), 300 * HOUR), st.lists(moments, min_size=1, max_size=6).map(sorted))
def test_the_account_and_the_clock_agree(target, events):
    happenings = [Happening.STARTED, *[Happening.PAUSED, Happening.RESUMED] * 3]
    steps = [
        Step(happening=happening, at=event, target=target, hours=OFFICE)
        for happening, event in zip(happenings, events, strict=False)
    ]
    clock = Stopwatch.started(target, at=events[0])
    for one in steps[1:]:
        clock = (
            clock.paused(OFFICE, at=one.at) if one.happening == Happening.PAUSED else clock.resumed(at=one.at)
        )
    found = explain(steps, now=events[-1])
    assert found.counted == clock.elapsed(OFFICE, at=events[-1])
    if clock.counted < target:
        assert found.due_at == clock.due_at(OFFICE)
    if found.due_at:
        told = sum((line.counted for line in found.lines), timedelta(0))
        assert told == target
