"""How long somebody was available: the ledger of presence."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.workforce import operations, queries
from pult.workforce.models import Member, PresenceSpan
from pult.workforce.types import Presence

ZAGREB = ZoneInfo("Europe/Zagreb")
HOUR = timedelta(hours=1)


def day(on):
    """A day from midnight to midnight."""
    edges = (datetime.combine(one, time(), ZAGREB).astimezone(UTC) for one in (on, on + timedelta(days=1)))
    return (on, *edges)


@pytest.fixture
def ana(kettle):
    """Ana, who has not said anything yet."""
    PresenceSpan.objects.all().delete()
    return kettle.ana.member


def said(member, *told):
    for presence, at in told:
        operations.set_presence(member, presence, by=SYSTEM, at=at)


def test_a_night_is_parted_at_midnight(ana):
    begun = datetime(2026, 3, 10, 22, tzinfo=ZAGREB)
    said(
        ana, (Presence.AWAY, begun - HOUR), (Presence.AVAILABLE, begun), (Presence.OFFLINE, begun + 4 * HOUR)
    )
    days = [day(date(2026, 3, 10)), day(date(2026, 3, 11))]
    found = queries.time_in_presence([ana.pk], days, now=begun + 10 * HOUR)
    assert found == {
        (ana.pk, date(2026, 3, 10), Presence.AWAY): 3600,
        (ana.pk, date(2026, 3, 10), Presence.AVAILABLE): 7200,
        (ana.pk, date(2026, 3, 11), Presence.AVAILABLE): 7200,
        (ana.pk, date(2026, 3, 11), Presence.OFFLINE): 6 * 3600,
    }


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_days_on_which_the_clocks_change_are_as_long_as_they_are(ana, on, hours):
    said(ana, (Presence.AWAY, datetime(2026, 1, 1, tzinfo=UTC)))
    found = queries.time_in_presence([ana.pk], [day(on)], now=datetime(2027, 1, 1, tzinfo=UTC))
    assert found == {(ana.pk, on, Presence.AWAY): hours * 3600}


def test_what_still_lasts_counts_up_to_now_and_nothing_after_it(ana):
    begun = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, begun))
    days = [day(date(2026, 3, 10)), day(date(2026, 3, 11))]
    assert sum(queries.time_in_presence([ana.pk], days, now=begun + HOUR).values()) == 3600


def test_the_same_again_and_what_is_told_late_leave_no_gap(ana):
    begun = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, begun), (Presence.AWAY, begun + HOUR), (Presence.OFFLINE, begun - HOUR))
    [span] = PresenceSpan.objects.all()
    assert (span.presence, span.began_at, span.ended_at) == (Presence.OFFLINE, begun, None)


def test_who_leaves_is_offline_from_then_on(ana):
    begun = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, begun))
    operations.leave(ana, by=SYSTEM, on=ana.joined_on, at=begun + HOUR)
    told = [(one.presence, one.ended_at) for one in queries.spans_between(ana.pk, begun, begun + 2 * HOUR)]
    assert told == [(Presence.AWAY, begun + HOUR), (Presence.OFFLINE, None)]


def test_whatever_is_said_every_moment_is_counted_once(ana):
    begun = datetime(2026, 3, 28, 9, tzinfo=UTC)

    @settings(max_examples=20)
    @given(st.lists(st.tuples(st.sampled_from(Presence), st.integers(0, 4000)), max_size=12))
    def counted(story):
        PresenceSpan.objects.all().delete()
        Member.objects.update(presence=Presence.AVAILABLE)
        said(ana, (Presence.AWAY, begun), (Presence.OFFLINE, begun))
        at = begun
        for presence, minutes in story:
            at += timedelta(minutes=minutes)
            said(ana, (presence, at))
        days = [day(date(2026, 3, 28) + timedelta(days=number)) for number in range(40)]
        found = queries.time_in_presence([ana.pk], days, now=at + HOUR)
        assert sum(found.values()) == (at + HOUR - begun).total_seconds()

    counted()
