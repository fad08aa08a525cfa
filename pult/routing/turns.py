"""Whose turn it is: pure, from what is known of each person who could take the work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .types import Needed

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Somebody available: how much they can carry and carry now, what they speak and can, when they last got work."""

    member_id: int
    capacity: int
    load: int
    languages: frozenset[str]
    last_given_at: datetime | None = None
    levels: Mapping[int, int] = field(default_factory=dict)

    @property
    def has_room(self) -> bool:
        return self.load < self.capacity

    def speaks(self, language: str) -> bool:
        """Whether one of their languages is this one, in whatever script."""
        return _spoken(language) in {_spoken(own) for own in self.languages}

    def can(self, needed: Needed) -> bool:
        """Whether they have this skill at this level at least."""
        return self.levels.get(needed.skill_id, 0) >= needed.level


def whose_turn(
    candidates: Iterable[Candidate],
    *,
    language: str = "",
    needs: Sequence[Needed] = (),
    waited_seconds: float = 0,
    is_by_load: bool = False,
) -> Candidate | None:
    """Who gets it: with room and everything that is needed; speakers first, then who waited longest or has most room.

    A need holds for as long as its patience lasts; after that whoever meets more of them comes first.
    """
    strict = [one for one in needs if waited_seconds < one.patience_seconds]
    free = [one for one in candidates if one.has_room and all(one.can(need) for need in strict)]

    def place(one: Candidate) -> tuple[bool, int, float, datetime, int]:
        missed = sum(not one.can(need) for need in needs)
        load = one.load / one.capacity if is_by_load else 0.0
        return bool(language) and not one.speaks(language), missed, load, *_waited_longest(one)

    return min(free, key=place, default=None)


def whose_offer(candidates: Iterable[Candidate], *, language: str = "") -> Candidate | None:
    """Who is asked first: speakers of the language, then who carries least for their room, then the longest idle."""
    return whose_turn(candidates, language=language, is_by_load=True)


def _waited_longest(one: Candidate) -> tuple[datetime, int]:
    return one.last_given_at or LONG_AGO, one.member_id


def _spoken(language: str) -> str:
    """`sr-latn` and `sr` are one language to the ear."""
    return language.partition("-")[0].casefold()
