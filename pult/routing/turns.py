"""Whose turn it is: pure, from what is known of each person who could take the work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Somebody available: how much they can carry and carry now, what they speak, when they were last given work."""

    member_id: int
    capacity: int
    load: int
    languages: frozenset[str]
    last_given_at: datetime | None = None

    @property
    def has_room(self) -> bool:
        return self.load < self.capacity

    def speaks(self, language: str) -> bool:
        """Whether one of their languages is this one, in whatever script."""
        return _spoken(language) in {_spoken(own) for own in self.languages}


def whose_turn(candidates: Iterable[Candidate], *, language: str = "") -> Candidate | None:
    """Who has waited longest among those with room; speakers of the language come first if there is one."""
    free = [one for one in candidates if one.has_room]
    fitting = [one for one in free if language and one.speaks(language)]
    return min(fitting or free, key=_waited_longest, default=None)


def whose_offer(candidates: Iterable[Candidate], *, language: str = "") -> Candidate | None:
    """Who is asked first: speakers of the language, then who carries least for their room, then the longest idle."""
    free = [one for one in candidates if one.has_room]
    fitting = [one for one in free if language and one.speaks(language)]
    return min(fitting or free, key=_least_loaded, default=None)


def _least_loaded(one: Candidate) -> tuple[float, datetime, int]:
    return one.load / one.capacity, *_waited_longest(one)


def _waited_longest(one: Candidate) -> tuple[datetime, int]:
    return one.last_given_at or LONG_AGO, one.member_id


def _spoken(language: str) -> str:
    """`sr-latn` and `sr` are one language to the ear."""
    return language.partition("-")[0].casefold()
