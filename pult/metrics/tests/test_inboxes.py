"""Figures of some inboxes: the facts that came in by them, whatever is folded already."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from pult.foundation.actors import SYSTEM
from pult.metrics import operations, queries
from pult.metrics.models import Fact, Grain, RollUp
from pult.metrics.types import Kind, Measurement, Metric, Slice, Split, Step, Unit, declare, metric_named

from .test_ledger import BACKLOG, KEPT, NOON, NOVEMBER, STARS, WAIT

pytestmark = pytest.mark.django_db
SEARCHES = declare(
    Metric(
        key="test.searches", label="Searches", definition="How many.", unit=Unit.COUNT, kind=Kind.COUNT,
        by_inbox=False,
    )
)  # fmt: skip
# Two mailboxes of one department, one of another, and what came in by none.
DOORS = [(1, 11), (1, 12), (2, 21), (1, None)]
WAITS = [
    # inbox 11: 60, 120 and 600 seconds; 12: 3600; 21: 30; by none: 5
    (0, 7, 60), (0, 7, 120), (0, None, 600), (1, 7, 3600), (2, 8, 30), (3, None, 5),
]  # fmt: skip


def measured(metric, key, door, member, value, **more):
    department, inbox = DOORS[door]
    return Measurement(
        metric=metric, key=str(key), value=value, department_id=department, inbox_id=inbox, member_id=member,
        channel="email", **{"at": NOON, **more},
    )  # fmt: skip


def write():
    operations.record_many(
        measured(WAIT, number, *where, business=where[2] / 2) for number, where in enumerate(WAITS)
    )


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize(
    ("inboxes", "mean", "count"),
    [
        ([11], (30 + 60 + 300) / 3, 3),
        ([11, 12], (30 + 60 + 300 + 1800) / 4, 4),
        ([12, None], (1800 + 2.5) / 2, 2),
        ([99], None, 0),
        ([], None, 0),
    ],
    ids=str,
)
def test_a_figure_of_some_inboxes_is_that_of_their_facts(is_folded, inboxes, mean, count):
    write()
    if is_folded:
        operations.fold()
    where = Slice(inboxes=inboxes)
    figure = queries.summary(WAIT, NOVEMBER, where)
    assert (figure.mean, figure.count) == (pytest.approx(mean) if mean else None, count)
    sheet = queries.sheet([WAIT], NOVEMBER, where)
    assert sheet.figure(WAIT, NOVEMBER).count == count
    assert len(queries.facts_behind(WAIT, NOVEMBER, where).rows) == count
    assert sum(point.figure.count for point in queries.series(WAIT, NOVEMBER, where)) == count


@pytest.mark.parametrize("is_folded", [False, True])
def test_an_inbox_goes_with_every_other_filter(is_folded):
    write()
    if is_folded:
        operations.fold()
    assert queries.summary(WAIT, NOVEMBER, Slice(inboxes=[11], member=7)).count == 2
    assert queries.summary(WAIT, NOVEMBER, Slice(inboxes=[11, 21], departments=[2])).count == 1
    by_member = queries.split(WAIT, NOVEMBER, Slice(inboxes=[11, 12, None]), by=Split.MEMBER)
    assert {member: figure.count for member, figure in by_member.items()} == {7: 3}
    sheet = queries.sheet([WAIT], NOVEMBER, Slice(inboxes=[11]), by_member=True)
    assert set(sheet.split(WAIT, NOVEMBER, by=Split.MEMBER)) == {7}
    whole = queries.split(WAIT, NOVEMBER, by=Split.DEPARTMENT)
    assert {department: figure.count for department, figure in whole.items()} == {1: 5, 2: 1}


def test_the_backlog_of_an_inbox_is_what_came_in_by_it_and_stays():
    steps = [(0, 1, 1), (0, 2, 1), (1, 2, 1), (0, 3, -1), (0, 12, 1)]
    for number, (door, day, step) in enumerate(steps):
        at = datetime(2026, 10 if number < 4 else 11, day, 12, tzinfo=UTC)
        operations.record_many([measured(BACKLOG, number, door, 7 if number % 2 else None, step, at=at)])
        operations.fold()
    where = Slice(inboxes=[11])
    assert queries.summary(BACKLOG, NOVEMBER.before(), where).value == 1
    assert queries.summary(BACKLOG, NOVEMBER, where).value == 2
    points = queries.sheet([BACKLOG], NOVEMBER, where).series(BACKLOG, NOVEMBER, step=Step.WEEK)
    assert [point.figure.value for point in points] == [1, 1, 2, 2, 2, 2]
    assert queries.summary(BACKLOG, NOVEMBER).value == 3


def test_what_is_taken_back_leaves_the_inbox():
    for number, stars in enumerate([5, 5, 1]):
        operations.record_many([measured(STARS, number, number % 2, 7, stars)])
    operations.fold()
    operations.take_back(STARS, key="0")
    where = Slice(inboxes=[11])
    for _round in ("fresh", "folded"):
        figure = queries.summary(STARS, NOVEMBER, where)
        assert (figure.count, figure.distribution) == (1, {1: 1})
        operations.fold()
    operations.put_back(STARS, key="0")
    operations.fold()
    assert queries.summary(STARS, NOVEMBER, where).distribution == {1: 1, 5: 1}


def test_a_target_is_for_everything_and_says_nothing_of_an_inbox():
    operations.set_target(KEPT, value=0.9, by=SYSTEM)
    assert queries.summary(KEPT, NOVEMBER).goal is not None
    assert queries.summary(KEPT, NOVEMBER, Slice(inboxes=[11])).goal is None
    assert queries.sheet([KEPT], NOVEMBER, Slice(inboxes=[11])).goals == {}


def test_one_value_alone_keeps_no_buckets_and_is_the_same_figure():
    write()
    for number in range(3):
        operations.record_many([measured(STARS, number, 0, number, 4 + number % 2)])
        operations.fold()
    alone = RollUp.objects.filter(grain=Grain.FINE, count=1)
    assert not alone.exclude(buckets=None).exists()
    assert all(sum(row.buckets.values()) == row.count for row in RollUp.objects.filter(count__gt=1))
    assert queries.summary(STARS, NOVEMBER, Slice(inboxes=[11])).distribution == {4: 2, 5: 1}
    operations.record_many([measured(STARS, "more", 0, 0, 5)])
    operations.fold()
    assert queries.summary(STARS, NOVEMBER, Slice(inboxes=[11], member=0)).distribution == {4: 1, 5: 1}


def test_what_comes_in_by_no_inbox_needs_no_rows_of_inboxes():
    operations.record(SEARCHES, key="one", at=NOON)
    operations.record(KEPT, key="two", at=NOON, value=1.0)
    operations.fold()
    assert set(RollUp.objects.values_list("metric", "grain")) == {
        ("test.searches", Grain.DEPARTMENT),
        ("test.kept", Grain.DEPARTMENT),
        ("test.kept", Grain.FINE),
    }


def test_the_sums_of_a_desk_that_stood_before_are_added_up_from_its_facts():
    first, stars = metric_named("conversations.first_response"), metric_named("feedback.csat")
    level = metric_named("conversations.backlog")
    facts = []
    for number in range(120):
        at, door = NOON + timedelta(hours=7 * (number % 40)), number % 4
        member = [7, 8, None][number % 3]
        wait = {"business": None if number % 5 == 0 else number / 3, "at": at}
        facts += [
            measured(first, number, door, member, 1.07**number, **wait),
            measured(first, f"zero {number}", door, member, 0.0, at=at),
            measured(stars, number, door, member, 1.0 + number % 5, at=at),
            measured(level, number, door, member, 1.0 if number % 3 else -1.0, at=at),
            measured(metric_named("hiring.first_answer"), number, 3, None, 60.0, at=at),
        ]
    operations.record_many(facts)
    for number in range(0, 120, 7):
        operations.take_back(stars, key=str(number))
    operations.fold()
    kept = sums()
    RollUp.objects.filter(grain=Grain.FINE, day__lt=NOVEMBER.end).delete()
    operations.record_many([measured(stars, "waits", 0, 7, 5.0)])

    import_module("pult.metrics.migrations.0003_by_inbox").add_up(
        None, SimpleNamespace(connection=connection)
    )

    assert sums() == kept
    operations.fold()
    assert Fact.objects.filter(metric=stars.key).count() == 120 + 18 + 1
    assert queries.summary(stars, NOVEMBER).count == 120 - 18 + 1


def sums():
    """Every roll-up that holds something, without what the order of adding does to the last digit."""
    names = ("metric", "grain", "day", "department_id", "member_id", "inbox_id", "channel", "version")
    return {
        tuple(getattr(row, name) for name in names): (
            row.count, round(row.total, 3), round(row.squares, 1), row.buckets,
            row.business_count, round(row.business_total, 3), round(row.business_squares, 1), row.business_buckets,
        )
        for row in RollUp.objects.all()
    }  # fmt: skip
