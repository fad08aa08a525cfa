"""Which questions a kit begins with: must-haves and heavy weights first, several sorts of questions, within the time.

Pure: what may be asked and what is looked for come in, the chosen questions go out.

1. For each must-have, the heaviest first: a question about past behaviour that is mainly about it.
2. One question of each further sort (judgement, customer focus, a definition, call centre), whichever touches most of
   what is looked for.
3. Past behaviour for the other skills, the heaviest first, then judgement for all of them in the same order.

What does not fit into the minutes that are left is passed over; a shorter one may still fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .types import BankKind

MIXED = (BankKind.HYPOTHETICAL, BankKind.CUSTOMER_FOCUS, BankKind.DEFINITION, BankKind.CALL_CENTRE)
FIRST_SHARE, OTHER_SHARE = 1.0, 0.5


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A question of the bank; its skills, the most important one first."""

    pk: int
    kind: BankKind
    skills: tuple[int, ...]
    minutes: int

    def touches(self, weights: dict[int, float]) -> float:
        """How much of what is looked for it tells something about."""
        shares = (FIRST_SHARE, *([OTHER_SHARE] * len(self.skills)))
        return sum(share * weights.get(skill, 0.0) for share, skill in zip(shares, self.skills, strict=False))


@dataclass(frozen=True, kw_only=True)
class Need:
    """One skill of an opening's profile."""

    skill: int
    weight: float
    is_must_have: bool = False


@dataclass
class _Basket:
    pool: Sequence[Possible]
    minutes: int
    weights: dict[int, float]
    taken: list[Possible] = field(default_factory=list)

    def covers(self, skill: int) -> bool:
        return any(one.skills[:1] == (skill,) for one in self.taken)

    def take(self, kinds: Iterable[BankKind], *, skill: int | None = None) -> None:
        wanted = set(kinds)
        fits = [
            one
            for one in self.pool
            if one.kind in wanted
            and one not in self.taken
            and one.minutes <= self.minutes
            and (one.skills[:1] == (skill,) if skill is not None else one.touches(self.weights) > 0)
        ]
        if fits:
            # Equal ones: the first of the bank, so that the proposal is the same whenever it is asked for.
            best = min(fits, key=lambda one: (-one.touches(self.weights), one.pk))
            self.taken.append(best)
            self.minutes -= best.minutes


def choose(pool: Sequence[Possible], needs: Iterable[Need], *, minutes: int) -> list[Possible]:
    """A proposal for an interview."""
    ordered = in_order(needs)
    basket = _Basket(pool, minutes, {one.skill: one.weight for one in ordered})
    for need in ordered:
        if need.is_must_have:
            basket.take([BankKind.COMPETENCY], skill=need.skill)
    for kind in MIXED:
        basket.take([kind])
    for kind in (BankKind.COMPETENCY, BankKind.HYPOTHETICAL):
        for need in ordered:
            if not basket.covers(need.skill):
                basket.take([kind], skill=need.skill)
    return basket.taken


def choose_any(pool: Sequence[Possible], needs: Iterable[Need], *, minutes: int) -> list[Possible]:
    """A proposal for a talk of one sort of questions: what touches most of what is looked for, as far as time goes."""
    ordered = in_order(needs)
    basket = _Basket(pool, minutes, {one.skill: one.weight for one in ordered})
    for _number in range(len(pool)):
        basket.take({one.kind for one in pool})
    return basket.taken


def in_order(needs: Iterable[Need]) -> list[Need]:
    """Must-haves first, then the heaviest."""
    return sorted(needs, key=lambda one: (not one.is_must_have, -one.weight, one.skill))
