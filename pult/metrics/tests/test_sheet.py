"""A sheet says what single questions say, in a handful of statements."""

from dataclasses import replace
from datetime import date

import pytest

from pult.metrics import operations, queries
from pult.metrics.types import Measurement, Period, Slice, Split, Step

from .test_ledger import BACKLOG, KEPT, NOON, NOVEMBER, OPENED, WAIT, some_waits

pytestmark = pytest.mark.django_db
BOTH = Period(date(2026, 10, 2), NOVEMBER.end)
ALL = [WAIT, OPENED, BACKLOG, KEPT]


def told(figure):
    """A figure without what the order of adding does to the last digit."""
    return replace(figure, mean=None if figure.mean is None else round(figure.mean, 6))


def points(series):
    return [(point.period, told(point.figure)) for point in series]


def parts(split):
    return {part: told(figure) for part, figure in split.items()}


def write(folded):
    facts = some_waits(150)
    for number in range(20):
        common = {"key": f"n:{number}", "at": NOON, "department_id": 1 + number % 2, "member_id": 7}
        facts += [Measurement(metric=metric, value=float(number % 2), **common) for metric in (KEPT, OPENED)]
        facts.append(Measurement(metric=BACKLOG, value=1.0 if number % 3 else -1.0, **common))
    operations.record_many(facts[:folded])
    operations.fold()
    operations.record_many(facts[folded:])


@pytest.mark.parametrize("folded", [0, 80, 300])
@pytest.mark.parametrize("where", [Slice(), Slice(departments=[1]), Slice(member=7)], ids=str)
def test_a_sheet_agrees_with_single_questions(folded, where):
    write(folded)
    sheet = queries.sheet(ALL, BOTH, where)
    for metric in ALL:
        for period in (NOVEMBER, NOVEMBER.before()):
            assert told(sheet.figure(metric, period)) == told(queries.summary(metric, period, where))
        for step in Step:
            single = queries.series(metric, NOVEMBER, where, step=step)
            assert points(sheet.series(metric, NOVEMBER, step=step)) == points(single)
        single_split = queries.split(metric, NOVEMBER, where, by=Split.DEPARTMENT)
        assert parts(sheet.split(metric, NOVEMBER, by=Split.DEPARTMENT)) == parts(single_split)


def test_members_are_read_apart():
    write(100)
    sheet = queries.sheet(ALL, BOTH, by_member=True)
    single = queries.split(WAIT, NOVEMBER, by=Split.MEMBER)
    assert parts(sheet.split(WAIT, NOVEMBER, by=Split.MEMBER)) == parts(single)


def test_a_sheet_costs_three_statements(django_assert_num_queries):
    write(100)
    with django_assert_num_queries(3):
        queries.sheet(ALL, BOTH)
