"""Results in words and bars: pure, in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pult.foundation.text.tongues import said
from pult.metrics import statistics
from pult.metrics.statistics import Interval, Share

from .anonymity import Tally
from .http import faces_in_words
from .models import Question
from .numbers import nps_of
from .results import Outcome
from .types import NO, YES, QuestionType


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many gave one of the answers."""

    label: str
    count: int
    share: float
    interval: str = ""

    @property
    def percent(self) -> str:
        return percent(self.share)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A figure of one question: what it is called, its value, where the true value lies."""

    label: str
    value: str
    interval: str = ""
    definition: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One question's outcome as a page or a file shows it."""

    question: Question
    count: int
    is_hidden: bool
    measures: Sequence[Measure] = ()
    bars: Sequence[Bar] = ()
    change: str = ""
    change_tone: str = "neutral"
    notes: Sequence[str] = field(default=())

    @property
    def main(self) -> Measure | None:
        """The figure that stands for the question."""
        return self.measures[0] if self.measures else None


def shown(outcome: Outcome) -> Shown:
    """An outcome in words."""
    question, tally = outcome.question, outcome.tally
    if tally is None:
        return Shown(question=question, count=0, is_hidden=True)
    change, tone = _change(question, tally, outcome.before)
    return Shown(
        question=question,
        count=tally.count,
        is_hidden=False,
        measures=measures(question, tally) if tally.count else (),
        bars=bars(question, tally),
        change=change,
        change_tone=tone,
        notes=_notes(question, tally),
    )


def scores(tally: Tally) -> dict[int, int]:
    """How often each number was given."""
    return {int(mark): count for mark, count in tally.answers.items()}


def measures(question: Question, tally: Tally) -> list[Measure]:
    """The figures of a question, the one that stands for it first."""
    match question.kind:
        case QuestionType.FACES:
            return [_csat(scores(tally)), _mean(scores(tally))]
        case QuestionType.NPS:
            return _nps(scores(tally))
        case QuestionType.CES:
            return _ces(question, scores(tally))
        case QuestionType.SCALE:
            return [_mean(scores(tally))]
        case _:
            return []


def bars(question: Question, tally: Tally) -> list[Bar]:
    """How the answers are spread."""
    return [
        Bar(
            label=label,
            count=count,
            share=count / tally.count if tally.count else 0.0,
            interval=_between(statistics.wilson(count, tally.count), percent) if tally.count else "",
        )
        for mark, label in labels(question).items()
        for count in [tally.answers.get(mark, 0)]
    ]


def labels(question: Question) -> dict[str, str]:
    """The answers of a question in words."""
    kind = question.kind
    if kind == QuestionType.FACES:
        return {str(score): faces_in_words()[score] for score in reversed(question.numbers)}
    if kind.is_number:
        return {str(number): str(number) for number in question.numbers}
    if kind == QuestionType.YES_NO:
        return {YES: _("Yes"), NO: _("No")}
    return {str(one["key"]): said(one["text"]) for one in question.options}


def percent(share: float) -> str:
    """A share as people write it."""
    return _("%(number)s %%") % {"number": number_format(round(100 * share), 0)}


def points(value: float) -> str:
    """Points of a score, with their sign."""
    sign = "+" if round(value) > 0 else "−" if round(value) < 0 else ""
    return f"{sign}{number_format(abs(round(value)), 0)}"


def decimal(value: float) -> str:
    """A mean, to two places."""
    return number_format(round(value, 2), 2)


def _csat(found: dict[int, int]) -> Measure:
    share = statistics.csat(found)
    return Measure(
        label=_("Satisfied (4 and 5)"),
        value=percent(share.value or 0),
        interval=_between(share.interval, percent),
        definition=_("The share of 4 and 5 among all answers from 1 to 5, with Wilson’s interval of 95 %."),
    )


def _mean(found: dict[int, int]) -> Measure:
    count, total = sum(found.values()), sum(score * times for score, times in found.items())
    squares = sum(score * score * times for score, times in found.items())
    middle = statistics.mean(found)
    return Measure(
        label=_("Mean"),
        value=decimal(middle) if middle is not None else "–",
        interval=_between(statistics.mean_interval(count, total, squares), decimal),
    )


def _nps(found: dict[int, int]) -> list[Measure]:
    count = sum(found.values())
    promoters, passives = found.get(9, 0) + found.get(10, 0), found.get(7, 0) + found.get(8, 0)
    score = statistics.nps_honest(promoters, passives, count - promoters - passives)
    if score is None:
        return []
    parts = {
        _("Promoters (9–10)"): promoters,
        _("Passives (7–8)"): passives,
        _("Detractors (0–6)"): count - promoters - passives,
    }
    return [
        Measure(
            label=_("Net promoter score"),
            value=points(score.value),
            interval=_between(score.interval, points),
            definition=_("The share of 9 and 10 minus the share of 0 to 6, in points from −100 to 100."),
        ),
        Measure(label=_("Standard error"), value=number_format(round(score.standard_error, 1), 1)),
        *(Measure(label=label, value=percent(part / count)) for label, part in parts.items()),
    ]


def _ces(question: Question, found: dict[int, int]) -> list[Measure]:
    if not question.is_high_good:
        return [_mean(found)]
    share, index = statistics.ces_share(found), statistics.ces_index(found)
    return [
        _mean(found),
        Measure(
            label=_("Easy (5 to 7)"),
            value=percent(share.value or 0),
            interval=_between(share.interval, percent),
        ),
        Measure(
            label=_("Index"),
            value=points(index or 0),
            definition=_("The share of 6 and 7 minus the share of 1 to 3, in points."),
        ),
    ]


def _between(interval: Interval | None, write: Callable[[float], str]) -> str:
    if interval is None:
        return ""
    return _("%(low)s to %(high)s (95 %%)") % {"low": write(interval.low), "high": write(interval.high)}


def _notes(question: Question, tally: Tally) -> list[str]:
    if question.kind == QuestionType.NPS and (score := nps_of(tally)) is not None and score.is_shaky:
        return [_("Few answers, or all of one kind: read it with care, and draw no trend from it.")]
    if question.kind == QuestionType.CES and not question.is_high_good:
        return [_("CES 1.0: low is good. It is never averaged with the other scale.")]
    return []


def _change(question: Question, now: Tally, before: Tally | None) -> tuple[str, str]:
    """How much it moved since the wave or the days before; a colour only where chance does not explain it."""
    if before is None or not before.count or not now.count:
        return "", "neutral"
    if question.kind == QuestionType.NPS:
        return _nps_change(now, before)
    if question.kind == QuestionType.FACES:
        one, other = statistics.csat(scores(now)), statistics.csat(scores(before))
        moved = 100 * ((one.value or 0) - (other.value or 0))
        words = _("%(moved)s points since before") % {"moved": points(moved)}
        return words, _tone(moved, one.interval, other.interval, is_high_good=True)
    if question.kind.is_number:
        return _mean_change(question, now, before)
    return "", "neutral"


def _nps_change(now: Tally, before: Tally) -> tuple[str, str]:
    one, other = nps_of(now), nps_of(before)
    if one is None or other is None or one.is_shaky or other.is_shaky:
        return "", "neutral"
    moved = one.value - other.value
    tone = ("good" if moved > 0 else "late") if statistics.nps_differs(one, other) else "neutral"
    return _("%(moved)s points since before") % {"moved": points(moved)}, tone


def _mean_change(question: Question, now: Tally, before: Tally) -> tuple[str, str]:
    one, other = scores(now), scores(before)
    moved = (statistics.mean(one) or 0) - (statistics.mean(other) or 0)
    sign = "+" if moved > 0 else "−" if moved < 0 else "±"
    words = _("%(moved)s since before") % {"moved": f"{sign}{decimal(abs(moved))}"}
    return words, _tone(moved, _interval(one), _interval(other), is_high_good=question.is_high_good)


def _interval(found: dict[int, int]) -> Interval | None:
    total = sum(score * times for score, times in found.items())
    squares = sum(score * score * times for score, times in found.items())
    return statistics.mean_interval(sum(found.values()), total, squares)


def _tone(moved: float, now: Interval | None, before: Interval | None, *, is_high_good: bool) -> str:
    if now is None or before is None or now.overlaps(before):
        return "neutral"
    return "good" if (moved > 0) == is_high_good else "late"


def rate_in_words(rate: Share) -> Measure:
    """How many of those who were reached have answered."""
    return Measure(
        label=_("Response rate"),
        value=percent(rate.value) if rate.value is not None else "–",
        interval=_between(rate.interval, percent),
        definition=_(
            "Of all people whom the invitation reached, the share who answered. Letters that came back are left out."
        ),
    )
