"""Facts, roll-ups and figures: exact at every moment, whatever is folded already."""

import random
import statistics
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.metrics import jobs, operations, queries
from pult.metrics.models import Fact, RollUp, Unfolded
from pult.metrics.types import (
    Kind,
    Measurement,
    Metric,
    Period,
    Slice,
    Split,
    Step,
    TimeKind,
    Unit,
    UnknownMetric,
    declare,
    declared,
    metric_named,
)

pytestmark = pytest.mark.django_db

WAIT = declare(
    Metric(
        key="test.wait",
        label="Wait",
        definition="How long a customer waited.",
        unit=Unit.SECONDS,
        kind=Kind.DURATION,
        lower_is_better=True,
        time=TimeKind.BUSINESS,
    )
)
KEPT = declare(
    Metric(key="test.kept", label="Kept", definition="Kept promises.", unit=Unit.PERCENT, kind=Kind.SHARE)
)
STARS = declare(
    Metric(key="test.stars", label="Stars", definition="4 or 5.", unit=Unit.PERCENT, kind=Kind.RATING)
)
LOYAL = declare(
    Metric(key="test.loyal", label="NPS", definition="9-10 less 0-6.", unit=Unit.POINTS, kind=Kind.PROMOTION)
)
OPENED = declare(
    Metric(key="test.opened", label="Opened", definition="How many.", unit=Unit.COUNT, kind=Kind.COUNT)
)
BACKLOG = declare(
    Metric(key="test.backlog", label="Backlog", definition="Open.", unit=Unit.COUNT, kind=Kind.LEVEL)
)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
NOON = datetime(2026, 11, 10, 11, tzinfo=UTC)


def some_waits(count: int, seed: int = 1) -> list[Measurement]:
    dice = random.Random(seed)
    return [
        Measurement(
            metric=WAIT,
            key=f"wait:{number}",
            at=NOON + timedelta(hours=dice.randint(-200, 400)),
            value=dice.lognormvariate(8, 1.5),
            business=dice.lognormvariate(7, 1.5),
            department_id=dice.choice([1, 2]),
            member_id=dice.choice([7, 8, None]),
            channel=dice.choice(["email", "chat"]),
            subject=f"conversation:{number}",
        )
        for number in range(count)
    ]


def inside(facts, **dimensions):
    return [
        fact
        for fact in facts
        if datetime(2026, 10, 31, 23, tzinfo=UTC) <= fact.at < datetime(2026, 11, 30, 23, tzinfo=UTC)
        and all(getattr(fact, name) == value for name, value in dimensions.items())
    ]


def test_recording_twice_changes_nothing():
    assert operations.record(OPENED, key="conversation:1", at=NOON)
    assert not operations.record(OPENED, key="conversation:1", at=NOON + timedelta(days=1))
    assert queries.summary(OPENED, NOVEMBER).value == 1
    assert operations.record_many([]) == 0


@pytest.mark.parametrize("folded", [0, 60, 200], ids=["fresh", "half folded", "folded"])
def test_figures_are_exact_whatever_is_folded(folded):
    facts = some_waits(200)
    operations.record_many(facts[:folded])
    operations.fold()
    operations.record_many(facts[folded:])
    assert Unfolded.objects.count() == 200 - folded

    for where, dimensions in [
        (Slice(), {}),
        (Slice(departments=[1]), {"department_id": 1}),
        (Slice(member=7), {"member_id": 7}),
        (Slice(departments=[2], channel="chat"), {"department_id": 2, "channel": "chat"}),
        (Slice(departments=[]), {"department_id": None}),
    ]:
        expected = inside(facts, **dimensions)
        figure = queries.summary(WAIT, NOVEMBER, where)
        assert figure.count == len(expected)
        if expected:
            waits = sorted(fact.business for fact in expected)
            assert figure.value == pytest.approx(waits[(len(waits) - 1) // 2], rel=0.0201)
            assert figure.mean == pytest.approx(statistics.fmean(waits))
            wall = queries.summary(WAIT, NOVEMBER, where, clock=TimeKind.WALL)
            assert wall.mean == pytest.approx(statistics.fmean(fact.value for fact in expected))


def test_folding_in_small_steps_and_again_changes_nothing():
    operations.record_many(some_waits(50))
    assert operations.fold(batch=7) == 50
    before = list(RollUp.objects.order_by("pk").values())
    assert operations.fold() == 0
    assert list(RollUp.objects.order_by("pk").values()) == before
    assert operations.rebuild(metric=WAIT.key) == 50
    assert queries.summary(WAIT, NOVEMBER).count == len(inside(some_waits(50)))


def test_the_job_folds_what_waits():
    operations.record_many(some_waits(3))
    jobs.fold(timestamp=0)
    assert not Unfolded.objects.exists()
    assert str(RollUp.objects.first()).startswith("test.wait")


def test_both_grains_hold_the_same_facts():
    operations.record_many(some_waits(120))
    operations.fold()
    by_member = queries.split(WAIT, NOVEMBER, by=Split.MEMBER)
    assert set(by_member) == {7, 8}
    for member, figure in by_member.items():
        assert figure.count == len(inside(some_waits(120), member_id=member))
        assert figure.value == queries.summary(WAIT, NOVEMBER, Slice(member=member)).value
    for split, key in [(Split.DEPARTMENT, "department_id"), (Split.CHANNEL, "channel")]:
        parts = queries.split(WAIT, NOVEMBER, by=split)
        assert sum(part.count for part in parts.values()) == queries.summary(WAIT, NOVEMBER).count
        assert all(part.count == len(inside(some_waits(120), **{key: it})) for it, part in parts.items())


def test_a_day_begins_at_midnight_of_the_installation():
    operations.record(OPENED, key="late", at=datetime(2026, 11, 9, 22, 59, tzinfo=UTC))
    operations.record(OPENED, key="early", at=datetime(2026, 11, 9, 23, 0, tzinfo=UTC))
    for _round in ("fresh", "folded"):
        points = queries.series(OPENED, Period(date(2026, 11, 9), date(2026, 11, 11)))
        assert [point.figure.value for point in points] == [1, 1, 0]
        operations.fold()


def test_what_was_taken_back_is_gone_from_the_figure_but_not_from_the_record():
    for number, score in enumerate([5, 5, 1]):
        operations.record(STARS, key=f"answer:{number}", at=NOON, value=score, subject="conversation:9")
    operations.fold()
    assert operations.take_back(STARS, key="answer:2")
    assert not operations.take_back(STARS, key="answer:2")
    assert not operations.take_back(STARS, key="answer:77")
    for _round in ("fresh", "folded"):
        figure = queries.summary(STARS, NOVEMBER)
        assert (figure.value, figure.count, figure.distribution) == (1.0, 2, {5: 2})
        assert len(queries.facts_behind(STARS, NOVEMBER).rows) == 2
        operations.fold()
    assert Fact.objects.count() == 4


def test_shares_come_with_counts_and_intervals_and_are_pooled():
    for number in range(10):
        operations.record(KEPT, key=f"a{number}", at=NOON, value=int(number > 0), department_id=1)
    for number in range(100):
        operations.record(KEPT, key=f"b{number}", at=NOON, value=int(number == 0), department_id=2)
    figure = queries.summary(KEPT, NOVEMBER)
    assert figure.value == pytest.approx(10 / 110)
    assert figure.interval.low < figure.value < figure.interval.high
    assert not figure.is_shaky
    assert queries.summary(KEPT, NOVEMBER, Slice(departments=[1])).is_shaky


def test_a_score_of_promoters():
    for number, answer in enumerate([10, 9, 9, 10, 10, 7, 8, 8, 3, 6]):
        operations.record(LOYAL, key=str(number), at=NOON, value=answer)
    figure = queries.summary(LOYAL, NOVEMBER)
    assert figure.value == pytest.approx(30)
    assert figure.is_shaky
    assert queries.summary(LOYAL, NOVEMBER.before()).value is None


def test_a_level_is_what_stands_at_the_end_of_each_day():
    for number, (day, step) in enumerate([(1, 1), (1, 1), (2, -1), (4, 1)]):
        operations.record(BACKLOG, key=str(number), at=datetime(2026, 10, day, 12, tzinfo=UTC), value=step)
    operations.fold()
    points = queries.series(BACKLOG, Period(date(2026, 10, 1), date(2026, 10, 4)))
    assert [point.figure.value for point in points] == [2, 1, 1, 2]
    assert queries.summary(BACKLOG, NOVEMBER).value == 2


def test_weeks_and_months_are_cut_to_the_period():
    operations.record(OPENED, key="one", at=NOON)
    weeks = queries.series(OPENED, Period(date(2026, 11, 4), date(2026, 11, 17)), step=Step.WEEK)
    assert [(p.period.start.day, p.period.end.day, p.figure.value) for p in weeks] == [
        (4, 8, 0),
        (9, 15, 1),
        (16, 17, 0),
    ]
    months = queries.series(OPENED, Period(date(2026, 10, 20), date(2026, 11, 30)), step=Step.MONTH)
    assert [point.figure.value for point in months] == [0, 1]


def test_the_records_behind_a_figure_come_in_pages_newest_first():
    facts = some_waits(30)
    operations.record_many(facts)
    expected = [fact.key for fact in sorted(inside(facts), key=lambda fact: fact.at, reverse=True)]
    page = queries.facts_behind(WAIT, NOVEMBER, size=20)
    rest = queries.facts_behind(WAIT, NOVEMBER, size=20, after=page.after)
    seen = [fact.key for fact in [*page.rows, *rest.rows]]
    assert sorted(seen) == sorted(expected)
    assert [fact.at for fact in page.rows] == sorted((fact.at for fact in page.rows), reverse=True)


def test_a_figure_costs_the_same_for_few_and_many_facts():
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.summary(WAIT, NOVEMBER)
            queries.series(WAIT, NOVEMBER)
        return len(seen)

    operations.record_many(some_waits(3))
    few = statements()
    operations.record_many(some_waits(60))
    operations.fold()
    assert statements() == few == 4


def test_a_target_belongs_to_a_department_or_to_everybody():
    target = operations.set_target(KEPT, value=0.9, by=SYSTEM)
    operations.set_target(KEPT, value=0.5, by=SYSTEM, department_id=1, owner_id=7)
    for number in range(10):
        operations.record(KEPT, key=str(number), at=NOON, value=int(number < 7), department_id=1)
    assert queries.summary(KEPT, NOVEMBER).is_on_target is False
    figure = queries.summary(KEPT, NOVEMBER, Slice(departments=[1]))
    assert (figure.goal.owner_id, figure.is_on_target) == (7, True)
    operations.set_target(KEPT, value=0.6, by=SYSTEM)
    operations.clear_target(target, by=SYSTEM)
    operations.clear_target(target, by=SYSTEM)
    assert queries.summary(KEPT, NOVEMBER).is_on_target is None
    assert [target.value for target in queries.targets()] == [0.5]
    names = list(EventRecord.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["metric_target.set"] * 3 + ["metric_target.cleared"]
    with pytest.raises(Invalid):
        operations.set_target(KEPT, value=90, by=SYSTEM)


def test_faster_than_the_target_is_on_target():
    operations.set_target(WAIT, value=3600, by=SYSTEM)
    operations.record(WAIT, key="one", at=NOON, value=9000, business=1800)
    assert queries.summary(WAIT, NOVEMBER).is_on_target is True


@pytest.mark.parametrize(("metric", "value"), [(KEPT, 2), (STARS, 0), (LOYAL, 11), (WAIT, -1)])
def test_impossible_values_are_refused(metric, value):
    with pytest.raises(ValueError, match="no value"):
        operations.record(metric, key="one", at=NOON, value=value)


def test_a_key_means_one_metric():
    assert metric_named("test.wait") is WAIT
    assert WAIT in declared()
    with pytest.raises(ValueError, match="two metrics"):
        declare(Metric(key="test.wait", label="x", definition="x", unit=Unit.COUNT, kind=Kind.COUNT))
    with pytest.raises(UnknownMetric):
        metric_named("test.unknown")
