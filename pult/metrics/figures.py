"""From sums to figures: pure, one rule per kind of metric."""

from collections.abc import Iterable

from pult.metrics import histogram, statistics
from pult.metrics.statistics import SMALL, Interval, Share
from pult.metrics.sums import Sum
from pult.metrics.types import Figure, Goal, Kind, Metric


def figure(metric: Metric, sums: Sum, *, versions: Iterable[int] = (), goal: Goal | None = None) -> Figure:
    """The figure of some facts, with all that makes it honest."""
    value, interval, is_shaky = _value(metric, sums)
    return Figure(
        metric=metric,
        value=value,
        count=sums.count,
        interval=interval,
        mean=sums.total / sums.count if sums.count > 0 else None,
        distribution=sums.distribution if metric.kind in {Kind.RATING, Kind.PROMOTION} else None,
        versions=tuple(sorted(versions)),
        is_shaky=is_shaky,
        goal=goal,
    )


def _value(metric: Metric, sums: Sum) -> tuple[float | None, Interval | None, bool]:
    match metric.kind:
        case Kind.COUNT:
            return float(sums.count), None, False
        case Kind.LEVEL:
            return sums.total, None, False
        case Kind.DURATION:
            median = histogram.quantile(sums.distribution, 0.5)
            return median, histogram.quantile_interval(sums.distribution, 0.5), sums.count < SMALL
        case Kind.AVERAGE:
            mean = sums.total / sums.count if sums.count > 0 else None
            spread = statistics.mean_interval(sums.count, sums.total, sums.squares)
            return mean, spread, sums.count < SMALL
        case Kind.SHARE | Kind.RATING:
            share = _share(metric.kind, sums)
            return share.value, share.interval, share.of < SMALL
        case Kind.PROMOTION:
            return _promotion(sums)


def _share(kind: Kind, sums: Sum) -> Share:
    if kind == Kind.RATING:
        return statistics.csat(sums.distribution)
    return Share(sums.distribution.get(1, 0), sum(sums.distribution.values()))


def _promotion(sums: Sum) -> tuple[float | None, Interval | None, bool]:
    answers = sums.distribution
    promoters = sum(times for answer, times in answers.items() if answer >= 9)
    passives = sum(times for answer, times in answers.items() if 7 <= answer <= 8)
    score = statistics.nps_honest(promoters, passives, sum(answers.values()) - promoters - passives)
    return (score.value, score.interval, score.is_shaky) if score else (None, None, True)
