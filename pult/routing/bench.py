"""Who could take the customers that wait right now: pure, filled once, kept true while offers go out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from .models import Wait
from .reach import reach_after, wider
from .turns import Candidate, whose_offer
from .types import Reach, Rules

ASK_AGAIN_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What comes next for somebody who waits. No reach: nobody can take them."""

    reach: Reach | None
    member_id: int | None = None


@dataclass(kw_only=True)
class Bench:
    """Everybody available who takes the channel, with the rules of each department."""

    people: dict[int, Candidate]
    departments: Mapping[int, frozenset[int]]
    rules: Mapping[int, Rules] = field(default_factory=dict)
    missed: Mapping[int, Mapping[int, datetime]] = field(default_factory=dict)
    declined: Mapping[int, Mapping[int, datetime]] = field(default_factory=dict)
    languages: Mapping[int, str] = field(default_factory=dict)
    # Whom a restricted door lets in, by who waits behind it.
    insiders: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def rules_of(self, wait: Wait) -> Rules:
        """How the department treats whoever waits there."""
        return self.rules.get(wait.department_id, Rules())

    def next_step(self, wait: Wait, *, at: datetime) -> Step:
        """How far to offer this customer around now, and to whom; the circle widens at once where nobody is here."""
        rules = self.rules_of(wait)
        waited = (at - wait.entered_at).total_seconds()
        due = reach_after(rules, waited_seconds=waited, misses=wait.misses, so_far=Reach(wait.reach))
        reach = next((one for one in wider(rules, due) if self._around(wait, one)), None)
        if reach is None or waited >= rules.give_up_seconds:
            return Step(reach=None)
        return Step(reach=reach, member_id=self._whom(wait, reach, at=at))

    def within(self, department_id: int, reach: Reach) -> list[Candidate]:
        """Everybody in a circle, whether they have room or not."""
        if reach == Reach.EVERYBODY:
            return list(self.people.values())
        wanted = {department_id}
        overflow = self.rules.get(department_id, Rules()).overflow_id
        if reach == Reach.OVERFLOW and overflow is not None:
            wanted.add(overflow)
        return [one for pk, one in self.people.items() if wanted & self.departments.get(pk, frozenset())]

    def seat(self, member_id: int, *, at: datetime) -> None:
        """Somebody has got one more."""
        one = self.people[member_id]
        self.people[member_id] = replace(one, load=one.load + 1, last_given_at=at)

    def _whom(self, wait: Wait, reach: Reach, *, at: datetime) -> int | None:
        """Whoever was not asked yet comes first, then who missed it, and who declined only after a while."""
        missed, declined = self.missed.get(wait.pk, {}), self.declined.get(wait.pk, {})
        around = self._around(wait, reach)
        fresh = [one for one in around if one.member_id not in missed and one.member_id not in declined]
        again = [one for one in around if one.member_id in missed and one.member_id not in declined]
        late = [
            one
            for one in around
            if one.member_id in declined and at - declined[one.member_id] >= ASK_AGAIN_AFTER
        ]
        return self._first((fresh, again, late), self.languages.get(wait.pk, ""))

    def _around(self, wait: Wait, reach: Reach) -> list[Candidate]:
        """Everybody in a circle who may see this customer's conversation."""
        inside = self.insiders.get(wait.pk)
        around = self.within(wait.department_id, reach)
        return around if inside is None else [one for one in around if one.member_id in inside]

    def _first(self, groups: Iterable[list[Candidate]], language: str) -> int | None:
        for group in groups:
            chosen = whose_offer(group, language=language)
            if chosen is not None:
                return chosen.member_id
        return None
