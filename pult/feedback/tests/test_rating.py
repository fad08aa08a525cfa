"""What customers answer, and what becomes of it."""

from datetime import timedelta

import pytest

from pult.feedback import metrics, queries
from pult.feedback import operations as feedback
from pult.feedback.errors import TooLateToChange
from pult.feedback.models import Rating
from pult.feedback.types import Score
from pult.metrics import queries as figures
from pult.metrics.types import Period, Slice

from .test_inviting import NOON, SOON, outbox, solved  # noqa: F401

DAY = Period(NOON.date(), NOON.date())


@pytest.fixture
def asked(kettle, outbox):  # noqa: F811
    conversation = solved(kettle)
    feedback.send_due(at=NOON + SOON)
    kettle.settle()
    return queries.invitation_of(conversation)


def rate(asked, score, **how):
    how.setdefault("at", NOON + timedelta(hours=1))
    return feedback.rate(asked, Score(score), by=asked.customer.actor, **how)


def test_a_rating_belongs_to_whoever_solved_it(kettle, asked):
    rating = rate(asked, 5, comment=" Quick! ")
    assert (rating.member, rating.department, rating.comment) == (kettle.ana.member, kettle.support, "Quick!")
    assert queries.rating_of(asked.conversation) == rating
    assert queries.ratings_of([asked.conversation_id]) == {asked.conversation_id: rating}


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
    assert Rating.objects.get().score == 2


def test_an_automatic_rating_never_changes_one(kettle, asked):
    rate(asked, 2)
    rate(asked, 5, only_first=True)
    assert Rating.objects.get().score == 2


def test_a_comment_comes_afterwards(kettle, asked):
    rate(asked, 4)
    feedback.comment(asked, "Thank you, Ana.", by=asked.customer.actor, at=NOON + timedelta(hours=2))
    assert Rating.objects.get().comment == "Thank you, Ana."
    assert Rating.objects.get().score == 4


def test_ratings_are_seen_by_those_who_may_read_the_conversation(kettle, asked):
    rate(asked, 4)
    assert len(queries.latest(kettle.ana.actor)) == 1
    assert len(queries.latest(kettle.stella.actor)) == 0
