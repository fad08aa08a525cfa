"""Closures: announced once, told everywhere in time, and opening hours follow."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.calendars import operations as calendars
from pult.calendars import queries as hours
from pult.calendars.models import ClosedDay
from pult.calendars.types import Interval
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import DomainError, Invalid
from pult.knowledge import closing, operations
from pult.knowledge.models import Closure
from pult.knowledge.queries import closures
from pult.knowledge.types import DocumentKind
from pult.knowledge.types.closures import ClosureKind, Phase, filled
from pult.workforce.models import Department

ZAGREB = ZoneInfo("Europe/Zagreb")
NOON = datetime(2026, 12, 25, 12, tzinfo=ZAGREB)


def midnight(day: int) -> datetime:
    return datetime.combine(date(2026, 12, day), time(), tzinfo=ZAGREB)


@pytest.fixture
def opened(kettle):
    """Support works round the week from eight to four."""
    week = {day: [Interval(opens=8 * 60, closes=16 * 60)] for day in range(7)}
    calendar = calendars.open_calendar("Support hours", zone="Europe/Zagreb", by=SYSTEM, week=week)
    Department.objects.filter(pk__in=[kettle.support.pk, kettle.billing.pk]).update(calendar=calendar)
    kettle.support.refresh_from_db()
    kettle.billing.refresh_from_db()
    return calendar


def christmas(kettle, **how) -> Closure:
    given = {
        "begins_at": midnight(25),
        "ends_at": midnight(27),
        "shown_from": midnight(18),
        "reason": "Christmas",
        "alternative": "Our help centre is always open.",
        "by": kettle.lea.actor,
    } | how
    return operations.draft_closure(given.pop("kind", ClosureKind.HOLIDAY), **given)


def announced(kettle, **how) -> Closure:
    closure = christmas(kettle, **how)
    operations.announce_closure(closure, by=kettle.lea.actor, at=midnight(10))
    return closure


def test_a_closure_is_told_in_time_and_no_longer(kettle):
    closure = announced(kettle)
    for day, told, begun in ((17, [], None), (18, [closure], False), (25, [closure], True), (27, [], None)):
        assert closures.current(at=midnight(day)) == told
        if told:
            assert closure.has_begun(midnight(day)) is begun


def test_nobody_hears_of_a_draft(kettle):
    christmas(kettle)
    assert closures.current(at=NOON) == []


def test_opening_hours_follow_and_come_back(kettle, opened):
    closure = announced(kettle)
    opened.refresh_from_db()
    assert not hours.hours(opened).is_open(NOON)
    assert hours.hours(opened).is_open(NOON + timedelta(days=2))
    operations.withdraw_closure(closure, by=kettle.lea.actor, at=midnight(11))
    opened.refresh_from_db()
    assert hours.hours(opened).is_open(NOON)
    assert closures.current(at=NOON) == []
    assert not ClosedDay.objects.exists()


def test_other_hours_shorten_the_day(kettle, opened):
    announced(kettle, kind=ClosureKind.HOURS, openings=Interval(opens=600, closes=720))
    opened.refresh_from_db()
    assert hours.hours(opened).is_open(NOON - timedelta(hours=1))
    assert not hours.hours(opened).is_open(NOON + timedelta(hours=1))


def test_an_outage_closes_nothing_and_may_have_no_end(kettle, opened):
    closure = announced(kettle, kind=ClosureKind.OUTAGE, ends_at=None, reason="The phones are down")
    opened.refresh_from_db()
    assert hours.hours(opened).is_open(NOON)
    assert closure.phase(NOON + timedelta(days=400)) == Phase.NOW
    assert "The phones are down" in closure.text_in("en")


def test_a_deadline_moves_over_a_holiday(kettle, opened):
    at = datetime(2026, 12, 24, 15, 30, tzinfo=ZAGREB)
    conversation = kettle.conversation(at=at)
    before = conversation.due_at
    announced(kettle)
    kettle.settle()
    conversation.refresh_from_db()
    assert before is not None
    assert conversation.due_at == before + timedelta(days=2)


def test_a_department_hears_of_its_own_closures(kettle):
    closure = announced(kettle, departments=[kettle.billing])
    assert closures.current(kettle.billing, at=NOON) == [closure]
    assert closures.current(kettle.support, at=NOON) == []
    assert closures.current(at=NOON) == []


def test_who_closes_too_and_what_overlaps_is_said(kettle, opened):
    closure = announced(kettle, departments=[kettle.billing])
    assert closures.also_closing(closure) == [kettle.support]
    other = christmas(kettle, departments=[kettle.support])
    assert closures.overlaps(other) == []
    assert closures.overlaps(christmas(kettle)) == [closure]


def test_the_words_come_in_four_languages(kettle):
    closure = christmas(kettle)
    assert "Christmas" in closure.text_in("en")
    assert closure.text_in("en").endswith("Our help centre is always open.")
    assert closure.text_in("hr") != closure.text_in("en")
    operations.word_closure(closure, {"sr-latn": {"banner": "Zatvoreno."}}, by=kettle.lea.actor)
    assert closure.text_in("sr") == "Затворено."
    assert closure.text_in("en", "reply") == "Zatvoreno."


def test_a_template_gives_the_words(kettle):
    template = operations.write(
        "Holiday",
        kind=DocumentKind.CLOSURE,
        language="en",
        data={"banner": "Closed {from} to {until}: {reason}. {unknown}", "reply": "Back after {until}."},
        by=kettle.lea.actor,
    )
    operations.publish(template, by=kettle.lea.actor)
    closure = christmas(kettle, template=template.document)
    assert closure.text_in("en").startswith("Closed Fri, December 25 to Sat, December 26: Christmas.")
    assert "{unknown}" in closure.text_in("en")
    assert closure.text_in("en", "reply") == "Back after Sat, December 26."
    assert closures.templates(kettle.lea.actor) == [(template.document_id, "Holiday")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"ends_at": None},
        {"ends_at": midnight(24)},
        {"kind": ClosureKind.HOURS},
        {"ends_at": midnight(25) + timedelta(days=400)},
    ],
)
def test_what_makes_no_sense_is_refused(kettle, wrong):
    with pytest.raises(Invalid):
        christmas(kettle, **wrong)


def test_a_closure_is_announced_once_and_before_it_is_over(kettle):
    closure = announced(kettle)
    with pytest.raises(DomainError):
        operations.announce_closure(closure, by=kettle.lea.actor, at=midnight(10))
    with pytest.raises(DomainError):
        operations.drop_closure(closure, by=kettle.lea.actor)
    with pytest.raises(Invalid):
        operations.announce_closure(christmas(kettle), by=kettle.lea.actor, at=midnight(30))


def test_asking_for_closures_costs_one_statement(kettle, django_assert_num_queries):
    for _each in range(3):
        announced(kettle)
    with django_assert_num_queries(1):
        assert len(closures.words_for(kettle.support, language="hr", at=NOON)) == 1


@given(text=st.text(max_size=200), reason=st.text(max_size=20))
def test_no_template_breaks_the_filling(text, reason):
    assert "{reason}" not in filled(text, {"reason": reason.replace("{", "")})


def test_the_moments_are_those_of_the_house(kettle):
    closure = announced(kettle, begins_at=datetime(2026, 12, 24, 23, tzinfo=UTC))
    assert closure.begins_at == midnight(25)


def test_nobody_reads_that_it_is_a_holiday_today_before_the_day(kettle):
    closure = christmas(kettle, shown_from=NOON - timedelta(days=20))
    texts = {"en": {"banner": "We are closed over Christmas.", "reply": "Today is a holiday."}}
    operations.word_closure(closure, texts, by=kettle.lea.actor)
    operations.announce_closure(closure, by=kettle.lea.actor, at=NOON - timedelta(days=21))
    said = lambda at: closures.words_for(kettle.support, language="en", at=at)  # noqa: E731
    assert said(NOON - timedelta(days=10)) == ("We are closed over Christmas.",)
    assert said(NOON) == ("Today is a holiday.",)


@pytest.mark.parametrize("kind", ClosureKind.values)
@pytest.mark.parametrize("days", [1, 2])
def test_every_placeholder_is_filled(kettle, kind, days):
    hours_of_the_day = Interval(opens=540, closes=720) if kind == ClosureKind.HOURS else None
    closure = christmas(kettle, kind=kind, ends_at=midnight(25 + days), openings=hours_of_the_day)
    for language in ("en", "hr", "sr", "sr-latn"):
        assert "{" not in closure.text_in(language)
        assert "%" not in closure.text_in(language)
    if kind == ClosureKind.HOLIDAY and days == 1:
        assert closure.text_in("en").startswith("We are closed on Fri, December 25 (Christmas).")


def test_what_a_template_may_name_is_what_is_filled(kettle):
    closure = christmas(kettle)
    named = "".join(f"{{{name}}}" for name in closing.values_of(closure))
    assert "{" not in filled(named, closing.values_of(closure))
