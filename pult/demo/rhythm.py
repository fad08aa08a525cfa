"""When things happen: mail comes by day and less at weekends, people answer in opening hours."""

import math
import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from pult.calendars.types import OpeningHours

# How much mail comes in each hour of the day, and on each day of the week.
BY_HOUR = (2, 1, 1, 1, 1, 3, 8, 20, 42, 52, 50, 46, 40, 38, 40, 42, 38, 34, 30, 32, 34, 28, 16, 6)
BY_WEEKDAY = (1.25, 1.15, 1.1, 1.0, 0.95, 0.55, 0.45)


def arrivals(dice: random.Random, *, now: datetime, days: int, count: int, fresh: int) -> list[datetime]:
    """The moments of so many letters over so many days up to now, the last few of them today."""
    first = now - timedelta(days=days)
    slots = [first + timedelta(hours=hour) for hour in range(days * 24 - 8)]
    weights = [BY_HOUR[_local(slot).hour] * BY_WEEKDAY[_local(slot).weekday()] for slot in slots]
    chosen = dice.choices(slots, weights, k=count - fresh)
    older = [slot + timedelta(seconds=dice.randrange(3600)) for slot in chosen]
    recent = [now - timedelta(minutes=dice.uniform(2, 90 if turn % 2 else 460)) for turn in range(fresh)]
    return sorted([*older, *recent])


def after(
    dice: random.Random, at: datetime, hours: OpeningHours, *, median: float, spread: float
) -> datetime:
    """A moment some opening time later; `median` in minutes, most waits near it and a few much longer."""
    minutes = math.exp(dice.gauss(math.log(median), spread))
    return hours.add(at, timedelta(minutes=minutes)) + timedelta(seconds=dice.randrange(50))


def whenever(dice: random.Random, at: datetime, *, median_hours: float) -> datetime:
    """When a customer writes back: some hours later, but seldom at night."""
    later = at + timedelta(hours=math.exp(dice.gauss(math.log(median_hours), 0.9)))
    local = _local(later)
    return later + timedelta(hours=8 - local.hour) if local.hour < 7 else later


def turns(count: int) -> Iterator[tuple[int, bool]]:
    """Numbers from one on, with a word on every twentieth part of the way."""
    part = max(count // 20, 1)
    for number in range(1, count + 1):
        yield number, number % part == 0 or number == count


def _local(at: datetime) -> datetime:
    from django.utils import timezone

    return timezone.localtime(at, timezone.get_default_timezone())
