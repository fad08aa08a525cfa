"""An attacker who sees everything that is shown, of all waves, and adds and subtracts it."""

import csv
import io
from collections import Counter
from importlib import import_module
from itertools import chain, product
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.surveys import files
from pult.surveys import operations as surveys
from pult.surveys.anonymity import CROWD, Earlier, Tally, atoms, publishable
from pult.surveys.models import Wave
from pult.surveys.pages import FACTOR
from pult.surveys.results import Wanted
from tests.cast import Kettle

from . import stories
from .stories import DAY, NOON

FLOOR = 5
PLACES = [("A", "hr"), ("A", "sr"), ("B", "hr"), ("C", "hr"), ("C", "sr")]

# Somebody of the staff: where they are, and in which of three waves they answered. People come in groups.
GROUP = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(list(product([0, 1], repeat=3))), st.integers(1, 9)
)
TEAM = st.lists(GROUP, min_size=1, max_size=7)


def shown_in_each(team, waves=3):
    """The groups that each wave's figures tell apart, as members of the team; people keep their place."""
    earlier: list[Earlier] = []
    told: list[list[frozenset[int]]] = []
    people = [(place, present) for place, present, size in team for _ in range(size)]
    for number in range(waves):
        here = [at for at, (_place, present) in enumerate(people) if present[number]]
        counts = Counter(people[at][0] for at in here)
        cells = {cell: Tally(size, {"1": size // 2, "5": size - size // 2}) for cell, size in counts.items()}
        found = publishable(cells, dimensions=2, floor=FLOOR, earlier=earlier)
        if found is None:
            told.append([])
            continue
        earlier.append(Earlier(dict(counts), found))
        groups = atoms(counts, found).values()
        told.append([frozenset(at for at in here if people[at][0] in cells) for cells in groups])
    return told


def unions(groups):
    """Every sum of figures of one wave."""
    for chosen in product([False, True], repeat=len(groups)):
        yield frozenset(
            chain.from_iterable(group for group, is_in in zip(groups, chosen, strict=True) if is_in)
        )


def worked_out(told):
    """The groups that remain when sums of one wave are taken from sums of another, and how many cancelled out.

    A remainder in which some count for and some against is no group.
    """
    for one, other in ((a, b) for a in range(len(told)) for b in range(len(told)) if a != b):
        for more, less in product(unions(told[one]), unions(told[other])):
            if less <= more:
                yield more - less, len(less)


@given(TEAM)
@example([(("A", "hr"), (1, 1, 0), 8), (("B", "hr"), (1, 1, 0), 4), (("B", "hr"), (0, 1, 0), 4)])
@example([(("A", "hr"), (1, 1, 0), 8), (("B", "hr"), (1, 1, 0), 3), (("B", "hr"), (1, 0, 0), 5)])
@settings(max_examples=300, deadline=None)
def test_whoever_subtracts_waves_finds_no_few(team):
    """Figures of two waves leave nobody, or five, or only what twenty others would have to answer the same for."""
    for left, cancelled in worked_out(shown_in_each(team)):
        assert not 0 < len(left) < FLOOR or cancelled >= CROWD * FLOOR, (left, cancelled)


def test_the_attacker_would_find_somebody_if_waves_were_decided_alone():
    """The test above can fail: without a look at the wave before, one who left is found."""
    groups = [frozenset(range(6)), frozenset(range(6, 14))]
    later = [frozenset(range(5)), frozenset(range(6, 14))]
    assert (frozenset({5}), 5) in worked_out([groups, later])


def test_a_hidden_group_is_not_what_a_later_wave_leaves_of_the_whole():
    first = {("A",): 8, ("B",): 4}
    later = {("A",): Tally(8), ("B",): Tally(9)}
    assert publishable(later, dimensions=1, floor=5) is not None
    # The whole of twelve was shown: without Support of this wave it would be the four of Billing.
    assert publishable(later, dimensions=1, floor=5, earlier=[Earlier(first, ())]) == ()


def test_a_group_that_became_small_is_not_what_an_earlier_wave_leaves_of_the_whole():
    first, shown = {("A",): 8, ("B",): 8}, ((0, "A"), (0, "B"))
    later = {("A",): Tally(8), ("B",): Tally(3)}
    assert publishable(later, dimensions=1, floor=5, earlier=[Earlier(first, shown)]) is None
    crowd = {("A",): Tally(30), ("B",): Tally(3)}
    before = Earlier({("A",): 30, ("B",): 8}, shown)
    assert publishable(crowd, dimensions=1, floor=5, earlier=[before]) == ()


def test_people_who_change_departments_do_not_hide_who_left():
    first, shown = {("A",): 14, ("B",): 5}, ((0, "A"), (0, "B"))
    # Nine left Support, five of them for Billing: the whole has four fewer.
    later = {("A",): Tally(5), ("B",): Tally(10)}
    assert publishable(later, dimensions=1, floor=5, earlier=[Earlier(first, shown)]) is None


def test_three_waves_that_each_show_another_part_leave_nobody_alone():
    counts = {("A",): 9, ("B",): 9, ("C",): 9, ("D",): 3}
    cells = {cell: Tally(size) for cell, size in counts.items()}
    earlier = [Earlier(counts, ((0, "A"),)), Earlier(counts, ((0, "B"),))]
    assert ((0, "C")) not in (publishable(cells, dimensions=1, floor=5, earlier=earlier) or ())


# The same through the pages' own door, and through the file.

STAFF = st.lists(
    st.tuples(
        st.sampled_from("12"),
        st.sampled_from(["en", "hr"]),
        st.integers(1, 5),
        st.sampled_from([(1, 1), (1, 1), (1, 0), (0, 1)]),
    ),
    min_size=8,
    max_size=30,
)  # fmt: skip
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def looks():
    """Every part that somebody can ask for."""
    for department, language in product(["", "1", "2"], ["", "en", "hr"]):
        yield {key: value for key, value in (("department", department), ("language", language)) if value}


def seen_through_the_door(one, staff, number):
    """Each figure of one wave with the people behind it."""
    for where in looks():
        found = surveys.read_results(one, Wanted(wave=number, where=where), by=SYSTEM)
        tally = next(each.outcome.tally for each in found.questions if each.outcome.question.key == "good")
        if tally is not None:
            members = [
                at
                for at, (department, language, _good, present) in enumerate(staff)
                if present[number - 1]
                and where.get("department", department) == department
                and where.get("language", language) == language
            ]
            assert tally.answers == Counter(str(staff[at][2]) for at in members)
            yield frozenset(members)


@given(STAFF)
@settings(max_examples=6, suppress_health_check=SLOW, deadline=None)
def test_through_the_pages_nobody_is_found_between_two_waves(db, staff):
    with transaction.atomic():
        one = stories.survey(is_anonymous=True)
        for number in (1, 2):
            people = [somebody[:3] for somebody in staff if somebody[3][number - 1]]
            stories.wave(one, people, name=f"Wave {number}", at=NOON + number * 40 * DAY)
        seen = [set(seen_through_the_door(one, staff, number)) for number in (1, 2)]
        transaction.set_rollback(True)
    for mine, others in product(*seen):
        for left, gone in ((mine - others, others - mine), (others - mine, mine - others)):
            assert gone or not 0 < len(left) < FLOOR or len(mine & others) >= CROWD * FLOOR


@given(STAFF)
@settings(max_examples=4, suppress_health_check=SLOW, deadline=None)
def test_the_file_tells_no_more_than_the_page(db, staff):
    with transaction.atomic():
        one = stories.survey(is_anonymous=True)
        stories.wave(one, [somebody[:3] for somebody in staff])
        for where in looks():
            asked = QueryDict(urlencode({f"{FACTOR}{key}": value for key, value in where.items()}))
            file = files.answer(one, SYSTEM, asked, "csv").content.decode().removeprefix("\ufeff")
            table = list(csv.reader(io.StringIO(file)))[1:]
            found = surveys.read_results(one, Wanted(where=where), by=SYSTEM)
            for each in found.questions:
                told = [row for row in table if row[0] == each.outcome.question.text["en"]]
                counts = {int(row[2]) for row in told if row[2]}
                assert counts <= ({each.outcome.tally.count} if each.outcome.tally else set())
                assert bool(counts) == (each.outcome.tally is not None and each.outcome.tally.count > 0)
        transaction.set_rollback(True)


def test_a_wave_keeps_how_many_answered_where_and_no_answers(kettle: Kettle):
    one = stories.survey(is_anonymous=True)
    people = [("1", "en", number % 5 + 1) for number in range(6)] + [
        ("2", "hr", number % 3 + 1) for number in range(6)
    ]
    closed = stories.wave(one, people)
    assert closed.counts[""] == [[["1", "en"], 6], [["2", "hr"], 6]]
    assert closed.counts["good"] == closed.counts[""]
    Wave.objects.update(counts={})
    migration = import_module("pult.surveys.migrations.0002_waves_keep_their_counts")
    migration.count_what_is_closed(apps, None)
    closed.refresh_from_db()
    assert closed.counts[""] == [[["1", "en"], 6], [["2", "hr"], 6]]


@pytest.mark.parametrize("people", [[], [("1", "en", 3)] * 4])
def test_a_wave_that_shows_nothing_keeps_nothing(db, people):
    closed = stories.wave(stories.survey(is_anonymous=True), people)
    assert (closed.shown, closed.counts) == ({}, {})
