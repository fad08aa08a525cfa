"""How well somebody fits a profile: pure arithmetic on estimates, used by the profile page and by hiring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .estimates import MOST, PRIOR, Estimate, Prior, together

STRONG = 4.0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One line of a profile: what a skill weighs, whether it is a must and from which mean on, if it can be taught."""

    skill: str
    weight: float = 1.0
    is_must_have: bool = False
    can_be_taught: bool = False
    needed: float = 3.0


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One line of the profile beside what is known about it."""

    wanted: Wanted
    estimate: Estimate

    @property
    def is_known(self) -> bool:
        """Whether there is any evidence."""
        return self.estimate.count > 0

    @property
    def is_missed(self) -> bool:
        """A must-have whose estimate lies below what is needed."""
        return self.wanted.is_must_have and self.is_known and self.estimate.mean < self.wanted.needed

    @property
    def is_surely_missed(self) -> bool:
        """The same, with the whole interval below."""
        return self.is_missed and self.estimate.high < self.wanted.needed

    @property
    def is_strength(self) -> bool:
        """Clearly above the middle: the mean reaches 4 and the interval does not reach down to what is needed."""
        return self.is_known and self.estimate.mean >= STRONG and self.estimate.low >= self.wanted.needed

    @property
    def gain(self) -> float:
        """What teaching this up to a 5 would bring to the whole, in weighted points."""
        return self.wanted.weight * (MOST - self.estimate.mean)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The result: the whole with its interval, and what it is made of. Never shown without the parts."""

    overall: Estimate | None
    coverage: float
    gaps: tuple[Gap, ...]

    @property
    def missed(self) -> list[Gap]:
        """Must-haves that are not met, the widest gap first."""
        return sorted(
            (gap for gap in self.gaps if gap.is_missed), key=lambda gap: gap.estimate.mean - gap.wanted.needed
        )

    @property
    def open_questions(self) -> list[Gap]:
        """Lines without any evidence, must-haves first, then by weight."""
        unknown = (gap for gap in self.gaps if not gap.is_known)
        return sorted(unknown, key=lambda gap: (not gap.wanted.is_must_have, -gap.wanted.weight))

    @property
    def strengths(self) -> list[Gap]:
        """What is clearly good, the best first."""
        return sorted(
            (gap for gap in self.gaps if gap.is_strength),
            key=lambda gap: (-gap.estimate.low, -gap.wanted.weight),
        )

    @property
    def to_train(self) -> list[Gap]:
        """What can be taught and is no strength yet, where most is to be gained first."""
        teachable = (
            gap for gap in self.gaps if gap.wanted.can_be_taught and gap.is_known and not gap.is_strength
        )
        return sorted(teachable, key=lambda gap: -gap.gain)


def fit(profile: Sequence[Wanted], estimates: Mapping[str, Estimate], *, prior: Prior = PRIOR) -> Fit:
    """Weights times estimates. A skill without evidence counts with the prior, and as an open question."""
    unknown = Estimate(mean=prior.mean, deviation=prior.noise / prior.worth**0.5)
    gaps = tuple(Gap(wanted=one, estimate=estimates.get(one.skill, unknown)) for one in profile)
    weight = sum(gap.wanted.weight for gap in gaps)
    known = sum(gap.wanted.weight for gap in gaps if gap.is_known)
    return Fit(
        overall=together([(gap.wanted.weight, gap.estimate) for gap in gaps]) if known else None,
        coverage=known / weight if weight else 0.0,
        gaps=gaps,
    )
