"""The figures of a question as numbers, for programs: pure, and only over what may be shown."""

from collections.abc import Mapping

from pult.metrics import statistics
from pult.metrics.statistics import Interval, Share

from .anonymity import Tally
from .models import Question
from .results import Outcome
from .types import QuestionType

Number = tuple[str, float | None, Interval | None]


def numbers_of(outcome: Outcome) -> list[Number]:
    """Key, value and interval of each figure; shares are parts of one, a net promoter score is in points."""
    tally = outcome.tally
    if tally is None or not tally.count or not outcome.question.kind.is_number:
        return []
    scores = {int(mark): times for mark, times in tally.answers.items()}
    return [*_own(outcome.question, scores), ("mean", statistics.mean(scores), _interval(scores))]


def _own(question: Question, scores: Mapping[int, int]) -> list[Number]:
    if question.kind == QuestionType.FACES:
        return [_share("csat", statistics.csat(scores))]
    if question.kind == QuestionType.CES and question.is_high_good:
        return [_share("ces", statistics.ces_share(scores))]
    score = nps_of(Tally(sum(scores.values()), {str(mark): times for mark, times in scores.items()}))
    return [("nps", score.value, score.interval)] if question.kind == QuestionType.NPS and score else []


def nps_of(tally: Tally) -> statistics.Nps | None:
    """The net promoter score of these answers, with an interval that few answers do not make look certain."""
    found = {int(mark): times for mark, times in tally.answers.items()}
    promoters = found.get(9, 0) + found.get(10, 0)
    passives = found.get(7, 0) + found.get(8, 0)
    return statistics.nps_honest(promoters, passives, tally.count - promoters - passives)


def _share(key: str, share: Share) -> Number:
    return key, share.value, share.interval


def _interval(scores: Mapping[int, int]) -> Interval | None:
    total = sum(score * times for score, times in scores.items())
    squares = sum(score * score * times for score, times in scores.items())
    return statistics.mean_interval(sum(scores.values()), total, squares)
