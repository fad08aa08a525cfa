"""What customers answer, and what becomes of it."""

from datetime import timedelta

import pytest

from pult.conversations.queries import Filter, Looking, Rule, fitting
from pult.feedback import metrics, queries
from pult.feedback import operations as feedback
from pult.feedback.errors import NotAsked
from pult.feedback.types import AskedFor
from pult.metrics import queries as figures
from pult.metrics.types import Period, Slice
from pult.surveys.errors import TooLateToChange
from pult.surveys.models import Response

from .test_inviting import NOON, SOON, outbox, solved  # noqa: F401

DAY = Period(NOON.date(), NOON.date())


@pytest.fixture
def asked(kettle, outbox):  # noqa: F811
    conversation = solved(kettle)
    feedback.send_due(at=NOON + SOON)
    kettle.settle()
    return queries.asked_about(conversation)


def rate(asked, score, **how):
    how.setdefault("at", NOON + timedelta(hours=1))
    return feedback.rate(asked, score, by=asked.customer.actor, **how)


def test_a_rating_belongs_to_whoever_solved_it(kettle, asked):
    rate(asked, 5, comment=" Quick! ")
    rating = queries.rating_of(asked.conversation)
    assert (rating.score, rating.kind, rating.comment) == (5, "csat", "Quick!")
    assert rating.member_id == kettle.ana.person.pk


def test_nobody_rates_before_they_are_asked(kettle, outbox):  # noqa: F811
    asked = queries.asked_about(solved(kettle))
    with pytest.raises(NotAsked):
        rate(asked, 5)


def test_a_rating_moves_the_figure_and_a_change_of_mind_counts_once(kettle, asked):
    rate(asked, 2)
    kettle.settle()
    assert figures.summary(metrics.CSAT, DAY).value == 0
    rate(asked, 5, at=NOON + timedelta(days=2))
    kettle.settle()
    mine = figures.summary(metrics.CSAT, DAY, Slice(member=kettle.ana.person.pk))
    assert (mine.value, mine.count, mine.distribution) == (1, 1, {5: 1})
    assert mine.interval.low < 0.3
    answered = figures.summary(metrics.RESPONSE_RATE, DAY)
    assert (answered.value, answered.count) == (1, 1)


def test_after_some_days_the_rating_stands(kettle, asked):
    rate(asked, 2)
    with pytest.raises(TooLateToChange):
        rate(asked, 5, at=NOON + timedelta(days=9))
    rate(asked, 2, at=NOON + timedelta(days=9))  # saying the same again is no change
    assert queries.rating_of(asked.conversation).score == 2


def test_a_comment_comes_afterwards(kettle, asked):
    rate(asked, 4)
    rate(asked, 4, comment="Thank you, Ana.", at=NOON + timedelta(hours=2))
    rating = queries.rating_of(asked.conversation)
    assert (rating.score, rating.comment) == (4, "Thank you, Ana.")
    assert Response.objects.get().revision == 2


@pytest.mark.parametrize(
    ("question", "score", "metric", "value"),
    [
        (AskedFor.RECOMMENDATION, 9, metrics.NPS, 100),
        (AskedFor.EFFORT, 5, metrics.CES, 1),
        (AskedFor.EFFORT, 4, metrics.CES, 0),
    ],
)
def test_each_question_has_its_figure(kettle, outbox, question, score, metric, value):  # noqa: F811
    feedback.change_settings(question=question, by=kettle.omar.actor)
    conversation = solved(kettle)
    feedback.send_due(at=NOON + SOON)
    rate(queries.asked_about(conversation), score)
    kettle.settle()
    assert figures.summary(metric, DAY).value == value
    assert figures.summary(metrics.CSAT, DAY).count == 0


def test_a_view_asks_for_the_last_rating(kettle, asked):
    def found(operator, score):
        rule = Rule(field="rating", operator=operator, values=(score,))
        looking = Looking(actor=kettle.lea.actor, at=NOON)
        return fitting(Filter(every=(rule,)), looking).filter(pk=asked.conversation_id).exists()

    assert not found("at_most", "5"), "nobody has rated it"
    rate(asked, 2)
    kettle.settle()
    assert found("at_most", "2")
    assert not found("at_least", "3")
    rate(asked, 4, at=NOON + timedelta(hours=2))
    kettle.settle()
    assert found("at_least", "4")
    assert not found("at_most", "2")
