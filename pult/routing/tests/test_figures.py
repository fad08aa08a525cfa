"""The figures of waiting, by hand-computed examples."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.metrics import operations as ledger
from pult.metrics import queries as figures
from pult.metrics.figures import figure
from pult.metrics.models import Fact
from pult.metrics.sums import Sum
from pult.metrics.types import Period, Slice
from pult.routing import metrics
from pult.routing import operations as routing
from pult.routing.operations.measuring import _values
from pult.routing.types import Left, Rules

from .queueing import open_offer, visitor

# 1,000 answered, 860 of them within 20 s; 60 left, 20 of them within 20 s, 10 of those within 5 s.
DAY = (
    [(Left.ANSWERED, 10.0)] * 860
    + [(Left.ANSWERED, 40.0)] * 140
    + [(Left.ABANDONED, 3.0)] * 10
    + [(Left.ABANDONED, 15.0)] * 10
    + [(Left.ABANDONED, 60.0)] * 40
)


def of_the_day(metric, rules):
    sums = Sum()
    for outcome, waited in DAY:
        for measured, value in _values(outcome, waited, rules):
            if measured is metric:
                sums.add(value, 1, metric.kind)
    return figure(metric, sums)


def test_the_service_level_leaves_early_leavers_out():
    rules = Rules(answer_seconds=20, short_seconds=5)
    level = of_the_day(metrics.SERVICE_LEVEL, rules)
    assert level.count == 1040
    assert round(100 * level.value, 1) == 82.7


def test_abandonment_comes_in_both_versions():
    rules = Rules(answer_seconds=20, short_seconds=5)
    assert round(100 * of_the_day(metrics.ABANDONED, rules).value, 2) == 5.66  # 60 of 1,060
    assert round(100 * of_the_day(metrics.ABANDONED_LATER, rules).value, 2) == 4.76  # 50 of 1,050


def test_the_speed_of_answer_is_the_mean_of_the_answered_only():
    asa = of_the_day(metrics.ASA, Rules())
    assert asa.count == 1000
    assert asa.value == pytest.approx(14.2)  # (860 x 10 + 140 x 40) / 1,000
    assert asa.interval.low < 14.2 < asa.interval.high


def shown(metric):
    ledger.fold()
    today = timezone.localdate()
    return figures.summary(metric, Period(today - timedelta(days=1), today), Slice())


def test_a_chat_is_measured_once_it_is_answered_and_when_it_is_solved(kettle):
    chat = visitor(kettle)
    offer = open_offer(chat)
    routing.accept(offer, by=offer.member.person.actor)
    kettle.settle()
    assert set(Fact.objects.filter(key__startswith="wait:").values_list("metric", flat=True)) == {
        metric.key
        for metric in (
            *(metrics.WAITING, metrics.ASA, metrics.ABANDONED, metrics.ABANDONED_LATER),
            *(metrics.SERVICE_LEVEL, metrics.CONCURRENCY),
        )
    }
    assert shown(metrics.CONCURRENCY).value == 1
    conversations.solve(Conversation.objects.get(pk=chat.pk), by=kettle.lea.actor)
    kettle.settle()
    assert shown(metrics.SILENT).value == 1.0


def test_a_chat_that_is_left_counts_as_abandoned(kettle):
    chat = visitor(kettle)
    wait = chat.waits.get()
    routing.leave_queue(chat, reason=Left.ABANDONED, at=wait.entered_at + timedelta(seconds=30))
    kettle.settle()
    assert shown(metrics.ABANDONED).value == 1.0
    assert shown(metrics.SERVICE_LEVEL).value == 0.0
    assert shown(metrics.ASA).value is None
