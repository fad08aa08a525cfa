"""What somebody has in hand: every moment belongs to one conversation, or to none."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pult.handling.attention import GLANCE, GRACE, PAUSE, Attention, Room
from pult.handling.types import Piece

NINE = datetime(2026, 3, 10, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def played(*story, taken=()):
    """Signs (`7`) and leavings (`-7`) at so many seconds past nine, taken at some of them and in the end."""
    one, pieces, stops = Attention(), [], list(taken)
    for seconds, what in story:
        while stops and stops[0] < seconds:
            pieces += one.take(NINE + stops.pop(0) * SECOND)
        act = one.sign if what > 0 else one.leave
        act(abs(what), NINE + seconds * SECOND)
    for stop in [*stops, 100_000]:
        pieces += one.take(NINE + stop * SECOND)
    return pieces


def spans(pieces):
    """Each as the conversation with its seconds past nine, joined where one goes on where the other ends."""
    found: list[tuple[int, int, int]] = []
    for piece in pieces:
        began, ended = ((at - NINE) // SECOND for at in (piece.began_at, piece.ended_at))
        if found and found[-1][0] == piece.conversation and found[-1][2] == began:
            began = found.pop()[1]
        found.append((piece.conversation, began, ended))
    return found


def test_from_the_first_sign_until_the_page_is_left():
    assert spans(played((0, 7), (20, 7), (95, 7), (100, -7))) == [(7, 0, 100)]


def test_who_does_nothing_any_more_is_there_for_two_more_minutes():
    assert spans(played((0, 7), (30, 7))) == [(7, 0, 150)]
    # Left an hour later, which is known only then.
    assert spans(played((0, 7), (30, 7), (3600, -7))) == [(7, 0, 150)]


def test_after_a_long_pause_another_stretch_begins():
    assert spans(played((0, 7), (3600, 7), (3660, -7))) == [(7, 0, 120), (7, 3600, 3660)]


def test_of_two_tabs_the_one_of_the_latest_sign_counts():
    assert spans(played((0, 7), (40, 8), (70, -7), (90, 7), (100, -7))) == [
        (7, 0, 40), (8, 40, 90), (7, 90, 100)
    ]  # fmt: skip


def test_a_page_that_loads_anew_interrupts_nothing():
    assert spans(played((0, 7), (60, -7), (62, 7), (90, -7))) == [(7, 0, 90)]
    assert spans(played((0, 7), (60, -7), (80, 7), (90, -7))) == [(7, 0, 60), (7, 80, 90)]


def test_who_passes_by_has_not_worked():
    assert spans(played((0, 7), (3, 8), (6, 9), (7, 9), (30, -9))) == [(9, 6, 30)]


def test_what_goes_on_is_handed_on_as_far_as_it_is_known():
    one = Attention()
    one.sign(7, NINE)
    one.sign(7, NINE + 50 * SECOND)
    assert one.take(NINE + MINUTE) == [Piece(7, NINE, NINE + 50 * SECOND)]
    assert one.take(NINE + 2 * MINUTE) == []
    one.leave(7, NINE + 53 * SECOND)  # the rest is short, and yet a part of the stretch
    assert one.take(NINE + 3 * MINUTE) == [Piece(7, NINE + 50 * SECOND, NINE + 53 * SECOND)]
    assert one.is_idle


def test_a_sign_told_late_changes_nothing_before_what_is_known():
    assert spans(played((0, 7), (40, 8), (30, 7), (60, -7))) == [(7, 0, 40), (8, 40, 160)]


def test_people_do_not_disturb_each_other():
    room = Room()
    room.sign(1, 7, NINE)
    room.sign(2, 7, NINE + MINUTE)
    room.leave(1, 7, NINE + MINUTE)
    room.leave(2, 7, NINE + 2 * MINUTE)
    assert room.take(NINE + 5 * MINUTE) == [
        (1, Piece(7, NINE, NINE + MINUTE)), (2, Piece(7, NINE + MINUTE, NINE + 2 * MINUTE))
    ]  # fmt: skip
    assert room.people == {}


stories = st.lists(st.tuples(st.integers(1, 200), st.sampled_from([1, 2, 3, -1, -2, -3])), max_size=30).map(
    lambda steps: [(sum(gap for gap, _ in steps[: at + 1]), what) for at, (_gap, what) in enumerate(steps)]
)
stops = st.lists(st.integers(0, 3000), max_size=8).map(sorted)


@given(stories, stops)
def test_no_moment_counts_twice_and_nothing_without_a_sign(story, taken):
    pieces = played(*story, taken=taken)
    assert all(before.ended_at <= after.began_at for before, after in pairwise(pieces))
    signs = [(NINE + seconds * SECOND, what) for seconds, what in story if what > 0]
    for piece in pieces:
        assert piece.length > timedelta(0)
        mine = [at for at, what in signs if what == piece.conversation]
        assert any(at <= piece.began_at for at in mine)
        # At its end the last sign is at most a pause old, perhaps with a page that loaded anew between.
        assert any(at <= piece.ended_at <= at + PAUSE + GRACE for at in mine)


@given(stories, stops)
def test_how_often_it_is_written_down_changes_little(story, taken):
    """Only a glance that was on its way when it was written down may count or not."""
    whole, often = spans(played(*story)), spans(played(*story, taken=taken))
    missing = sum(ended - began for _one, began, ended in whole) - sum(
        ended - began for _one, began, ended in often
    )
    assert abs(missing) <= len(story) * (GRACE + GLANCE) // SECOND


@given(st.lists(st.tuples(st.integers(6, 100), st.sampled_from([1, 2, 3])), min_size=1, max_size=20))
def test_whoever_works_without_a_break_is_counted_whole(steps):
    """With signs that are never further apart than a pause, the whole time counts, by whatever conversation."""
    at, story = 0, []
    for gap, which in steps:
        story.append((at, which))
        at += gap
    story.append((at, -steps[-1][1]))
    assert sum(ended - began for _one, began, ended in spans(played(*story))) == at


def test_what_is_in_hand_when_the_process_ends_is_kept():
    room = Room()
    for person, conversation in ((1, 7), (2, 8)):
        room.sign(person, conversation, NINE)
    room.leave(1, 7, NINE + 40 * SECOND)
    ended = room.end(NINE + 45 * SECOND)
    assert {person: spans([piece]) for person, piece in ended} == {1: [(7, 0, 40)], 2: [(8, 0, 45)]}
    assert room.take(NINE + 300 * SECOND) == []
