"""How long somebody was available: the ledger of presence."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.workforce import operations, queries
from pult.workforce.models import AddedUp, Member, PresenceDay, PresenceSpan
from pult.workforce.types import Presence

ZAGREB = ZoneInfo("Europe/Zagreb")
HOUR = timedelta(hours=1)


def time_of(member, start, end, *, now):
    """By day and presence, without what did not happen."""
    found = queries.time_in_presence([member.pk], start, end, now=now)
    return {
        (day, presence): getattr(one, presence.value)
        for (_who, day), one in found.items()
        for presence in Presence
        if getattr(one, presence.value)
    }


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
    tenth, eleventh = date(2026, 3, 10), date(2026, 3, 11)
    assert time_of(ana, tenth, eleventh, now=begun + 10 * HOUR) == {
        (tenth, Presence.AWAY): 3600,
        (tenth, Presence.AVAILABLE): 7200,
        (eleventh, Presence.AVAILABLE): 7200,
        (eleventh, Presence.OFFLINE): 6 * 3600,
    }


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_days_on_which_the_clocks_change_are_as_long_as_they_are(ana, on, hours):
    said(ana, (Presence.AWAY, datetime(2026, 1, 1, tzinfo=UTC)))
    for _added in range(2):
        found = time_of(ana, on, on, now=datetime(2027, 1, 1, tzinfo=UTC))
        assert found == {(on, Presence.AWAY): hours * 3600}
        operations.add_up(at=datetime(2026, 12, 1, tzinfo=UTC))


def test_what_still_lasts_counts_up_to_now_and_nothing_after_it(ana):
    begun = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, begun))
    found = time_of(ana, date(2026, 3, 10), date(2026, 3, 11), now=begun + HOUR)
    assert found == {(date(2026, 3, 10), Presence.AWAY): 3600}


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


def test_days_that_are_over_are_read_from_their_sums_and_made_anew_when_they_change(ana):
    nine = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, nine - HOUR), (Presence.AVAILABLE, nine), (Presence.OFFLINE, nine + HOUR))
    tenth, following = date(2026, 3, 10), nine + timedelta(days=1)
    assert (operations.add_up(at=following), operations.add_up(at=following)) == (1, 0)
    PresenceDay.objects.update(available=77)
    assert time_of(ana, tenth, tenth, now=following)[tenth, Presence.AVAILABLE] == 77
    PresenceSpan.objects.filter(presence=Presence.AWAY).update(began_at=nine - 3 * HOUR)
    assert AddedUp.objects.get().until == tenth
    for _added in range(2):
        assert time_of(ana, tenth, tenth, now=following) == {
            (tenth, Presence.AWAY): 3 * 3600,
            (tenth, Presence.AVAILABLE): 3600,
            (tenth, Presence.OFFLINE): 14 * 3600,
        }
        operations.add_up(at=following)


def test_what_begins_today_takes_no_day_back(ana):
    nine = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, nine))
    operations.add_up(at=nine + timedelta(days=3))
    said(ana, (Presence.AVAILABLE, nine + timedelta(days=3)))
    assert AddedUp.objects.get().until == date(2026, 3, 13)


def test_days_of_another_zone_are_no_days(ana):
    nine = datetime(2026, 3, 10, 9, tzinfo=ZAGREB)
    said(ana, (Presence.AWAY, nine))
    operations.add_up(at=nine + timedelta(days=1))
    AddedUp.objects.update(zone="Asia/Tokyo")
    PresenceDay.objects.update(away=77)
    tenth = date(2026, 3, 10)
    assert time_of(ana, tenth, tenth, now=nine + timedelta(days=1)) == {(tenth, Presence.AWAY): 15 * 3600}
    operations.add_up(at=nine + timedelta(days=1))
    assert [(one.day, one.away) for one in PresenceDay.objects.all()] == [(tenth, 15 * 3600)]


def test_whatever_is_said_every_moment_is_counted_once(ana):
    begun = datetime(2026, 3, 28, 9, tzinfo=UTC)
    first, last = date(2026, 3, 28), date(2026, 5, 6)

    @settings(max_examples=20)
    @given(
        st.lists(st.tuples(st.sampled_from(Presence), st.integers(0, 4000)), max_size=12), st.integers(0, 40)
    )
    def counted(story, days):
        PresenceSpan.objects.all().delete()
        Member.objects.update(presence=Presence.AVAILABLE)
        said(ana, (Presence.AWAY, begun), (Presence.OFFLINE, begun))
        at = begun
        for presence, minutes in story:
            at += timedelta(minutes=minutes)
            said(ana, (presence, at))
        now = at + HOUR
        whole = time_of(ana, first, last, now=now)
        assert sum(whole.values()) == (now - begun).total_seconds()
        operations.add_up(at=min(now, begun + timedelta(days=days)))
        assert time_of(ana, first, last, now=now) == whole
        together = queries.time_in_presence([ana.pk], first, last, now=now, by_day=False)
        assert sum(one.total for one in together.values()) == sum(whole.values())

    counted()
