"""The threshold that follows from what people said of the answers."""

from hypothesis import given
from hypothesis import strategies as st

from pult.assistant.threshold import Judged, choose


def judged(*rows):
    return [Judged(score=score, is_right=right) for score, right, times in rows for _ in range(times)]


def test_the_lowest_score_that_is_right_often_enough_is_chosen():
    rows = judged((0.9, True, 10), (0.7, True, 8), (0.7, False, 1), (0.4, False, 10))
    choice = choose(rows, wanted=0.9, least=10)
    assert choice is not None
    assert (choice.threshold, choice.given, choice.right, choice.judged) == (0.7, 19, 18, 29)
    assert choice.interval.low < choice.precision < choice.interval.high


def test_too_few_answers_move_nothing():
    assert choose(judged((0.9, True, 9)), wanted=0.9, least=10) is None


def test_answers_that_are_wrong_too_often_move_nothing():
    assert choose(judged((0.9, True, 10), (0.9, False, 10)), wanted=0.9, least=5) is None


def test_answers_of_one_score_stand_or_fall_together():
    rows = judged((0.8, True, 20), (0.8, False, 5))
    assert choose(rows, wanted=0.9, least=10) is None


ROWS = st.lists(st.builds(Judged, score=st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), is_right=st.booleans()))


@given(ROWS, st.floats(0.5, 1.0), st.integers(1, 20))
def test_what_is_chosen_would_have_been_right_often_enough(rows, wanted, least):
    choice = choose(rows, wanted=wanted, least=least)
    if choice is None:
        return
    given_answers = [one for one in rows if one.score >= choice.threshold]
    assert len(given_answers) == choice.given >= least
    assert sum(one.is_right for one in given_answers) == choice.right >= wanted * len(given_answers) - 1e-9
    lower = [one for one in rows if one.score < choice.threshold]
    for score in {one.score for one in lower}:
        more = [one for one in rows if one.score >= score]
        assert sum(one.is_right for one in more) / len(more) < wanted
