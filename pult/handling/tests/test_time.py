"""How long somebody worked, by day and beside when they were available."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.handling import operations, queries
from pult.handling.models import AddedUp, HandledDay, Stretch
from pult.handling.types import Handled, Piece
from pult.workforce import operations as workforce
from pult.workforce.models import PresenceSpan
from pult.workforce.types import Presence

ZAGREB = ZoneInfo("Europe/Zagreb")
NINE = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
TENTH = date(2026, 3, 10)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ana(kettle):
    """Ana, of whose presence nothing is known."""
    PresenceSpan.objects.all().delete()
    return kettle.ana.member


def worked(member, conversation, began, minutes):
    """She worked on it for so many minutes from a moment on."""
    ended = began.astimezone(UTC) + minutes * MINUTE
    operations.keep([(member.pk, Piece(conversation.pk, began.astimezone(UTC), ended))])


def told():
    return [
        (one.conversation_id, one.ended_at - one.began_at) for one in Stretch.objects.order_by("ended_at")
    ]


def seconds(member, start=TENTH, end=TENTH, **how):
    found = queries.time_handled([member.pk], start, end, now=datetime(2027, 1, 1, tzinfo=UTC), **how)
    return {day: one.seconds for (_who, day), one in found.items()}


def test_what_goes_on_is_one_stretch(kettle, ana):
    carl = kettle.conversation()
    for minute in range(3):
        worked(ana, carl, NINE + minute * MINUTE, 1)
    worked(ana, carl, NINE + 10 * MINUTE, 1)
    assert told() == [(carl.pk, 3 * MINUTE), (carl.pk, MINUTE)]


def test_two_processes_never_count_a_moment_twice(kettle, ana):
    carl, dora = kettle.conversation(), kettle.conversation("dora@example.org")
    worked(ana, carl, NINE + 2 * MINUTE, 2)
    worked(ana, dora, NINE, 10)  # on the telephone, at another process, all the time
    worked(ana, dora, NINE, 10)  # and told again
    assert told() == [(dora.pk, 2 * MINUTE), (carl.pk, 2 * MINUTE), (dora.pk, 6 * MINUTE)]


def test_what_is_played_or_gone_is_no_work_for_customers(kettle, ana):
    carl = kettle.conversation()
    type(carl).objects.update(is_synthetic=True)
    worked(ana, carl, NINE, 5)
    operations.keep(
        [(ana.pk, Piece(999_999, NINE, NINE + MINUTE)), (999_999, Piece(carl.pk, NINE, NINE + MINUTE))]
    )
    assert told() == []


def test_time_stays_when_the_conversation_is_forgotten(kettle, ana):
    carl = kettle.conversation()
    worked(ana, carl, NINE, 5)
    Stretch.objects.update(conversation=None)
    assert seconds(ana) == {TENTH: 300}


@pytest.mark.parametrize(
    ("evening", "parts"),
    [
        # Each from 23:00 to 05:00 by the clock: six hours, five, and seven.
        (date(2026, 3, 10), (1, 5)),
        (date(2026, 3, 28), (1, 4)),
        (date(2026, 10, 24), (1, 6)),
    ],
)
def test_a_night_is_parted_at_midnight_whatever_the_clocks_do(kettle, ana, evening, parts):
    carl, morning = kettle.conversation(), evening + timedelta(days=1)
    worked(ana, carl, datetime.combine(evening, time(23), ZAGREB), 60 * sum(parts))
    wanted = {day: 3600 * hours for day, hours in zip((evening, morning), parts, strict=True)}
    assert seconds(ana, evening, morning) == wanted
    operations.add_up(at=datetime(2026, 12, 1, tzinfo=UTC))
    assert seconds(ana, evening, morning) == wanted
    assert {row.day: row.seconds for row in HandledDay.objects.all()} == wanted


def test_occupancy_by_hand(kettle, ana):
    """Available 9:00 to 11:00. At work 9:30 to 10:00, and 10:50 to 11:10, ten minutes of it after she had gone.

    Handling 50 minutes; available or at work 130 minutes: 38.46 %.
    """
    carl = kettle.conversation()
    for presence, minutes in ((Presence.AWAY, -60), (Presence.AVAILABLE, 0), (Presence.OFFLINE, 120)):
        workforce.set_presence(ana, presence, by=SYSTEM, at=NINE + minutes * MINUTE)
    worked(ana, carl, NINE + 30 * MINUTE, 30)
    worked(ana, carl, NINE + 110 * MINUTE, 20)
    for _added in range(2):
        found = queries.time_handled([ana.pk], TENTH, TENTH, now=NINE + 10 * 60 * MINUTE)
        assert found == {(ana.pk, TENTH): Handled(3000, 600)}
        assert found[ana.pk, TENTH].occupancy(7200) == pytest.approx(50 / 130)
        operations.add_up(at=datetime(2026, 3, 12, tzinfo=UTC))


def test_who_was_never_there_has_no_occupancy():
    assert Handled().occupancy(0) is None
    assert Handled().occupancy(3600) == 0
    assert Handled(60, 60).occupancy(0) == 1


def test_days_that_are_over_are_read_from_their_sums_and_made_anew_when_they_change(kettle, ana):
    carl, following = kettle.conversation(), NINE + timedelta(days=1)
    worked(ana, carl, NINE, 5)
    assert operations.add_up(at=following) == 1
    assert operations.add_up(at=following) == 0
    HandledDay.objects.update(seconds=77, aside_seconds=7)
    assert seconds(ana) == {TENTH: 77}
    worked(ana, carl, NINE + 10 * MINUTE, 5)
    assert (AddedUp.objects.get().until, seconds(ana)) == (TENTH, {TENTH: 600})
    operations.add_up(at=following)
    assert (HandledDay.objects.get().seconds, seconds(ana)) == (600, {TENTH: 600})


def test_days_of_another_zone_are_no_days(kettle, ana):
    worked(ana, kettle.conversation(), NINE, 5)
    operations.add_up(at=NINE + timedelta(days=1))
    AddedUp.objects.update(zone="Asia/Tokyo")
    HandledDay.objects.update(seconds=77, aside_seconds=7)
    assert seconds(ana) == {TENTH: 300}
    operations.add_up(at=NINE + timedelta(days=1))
    assert HandledDay.objects.get().seconds == 300


def test_a_later_word_about_presence_is_heard(kettle, ana):
    worked(ana, kettle.conversation(), NINE, 60)
    workforce.set_presence(ana, Presence.AWAY, by=SYSTEM, at=NINE - 60 * MINUTE)
    operations.add_up(at=NINE + timedelta(days=1))
    assert HandledDay.objects.get().aside_seconds == 3600
    PresenceSpan.objects.update(presence=Presence.AVAILABLE)
    operations.add_up(at=NINE + timedelta(days=1))
    assert HandledDay.objects.get().aside_seconds == 0


def test_long_periods_are_told_as_a_whole(kettle, ana):
    worked(ana, kettle.conversation(), NINE, 5)
    worked(ana, kettle.conversation(), NINE + timedelta(days=1), 7)
    first = date(2026, 1, 1)
    assert seconds(ana, first, date(2026, 12, 31), by_day=False) == {first: 720}


def test_whatever_is_told_in_whatever_order_no_moment_counts_twice(kettle, ana):
    conversations = [kettle.conversation().pk, kettle.conversation("dora@example.org").pk]
    begun = datetime(2026, 3, 28, 22, tzinfo=UTC)
    pieces = st.tuples(st.sampled_from(conversations), st.integers(0, 300), st.integers(1, 90))

    @settings(max_examples=25)
    @given(st.lists(pieces, max_size=12), st.integers(0, 12))
    def counted(told, cut):
        Stretch.objects.all().delete()
        moments = {minute for _one, began, length in told for minute in range(began, began + length)}
        told = [
            (ana.pk, Piece(one, begun + began * MINUTE, begun + (began + length) * MINUTE))
            for one, began, length in told
        ]
        for piece in told[:cut]:
            operations.keep([piece])
        for piece in told[cut:]:
            operations.keep([piece])
        rows = list(Stretch.objects.order_by("began_at"))
        assert all(one.ended_at <= other.began_at for one, other in pairwise(rows))
        days = seconds(ana, date(2026, 3, 27), date(2026, 3, 31))
        assert sum(days.values()) == 60 * len(moments)

    counted()


def test_writing_down_costs_the_same_for_one_and_for_everybody(kettle, django_assert_num_queries):
    players = (kettle.ana, kettle.lea, kettle.stella)
    told = [
        (one.person.pk, Piece(conversation.pk, NINE + 5 * number * MINUTE, NINE + (5 * number + 2) * MINUTE))
        for number, conversation in enumerate(
            [kettle.conversation(), kettle.conversation("dora@example.org")]
        )
        for one in players
    ]
    for some in (told[:1], told):
        # Its place in the line, and one statement; around them a savepoint.
        with django_assert_num_queries(4):
            operations.keep(some)
    assert Stretch.objects.count() == len(told)


def test_whoever_goes_on_working_gets_no_row_for_each_minute(kettle, ana):
    carl = kettle.conversation()
    for minute in range(5):
        worked(ana, carl, NINE + minute * MINUTE, 1)
        assert Stretch.objects.count() == 1
