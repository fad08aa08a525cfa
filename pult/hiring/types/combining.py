"""The mechanical combination: what the evidence proposes, by one rule for everybody. Pure arithmetic on estimates.

    combination    the mean of the estimates of the skills that the opening asks for, each counted once (unit weights),
                   or with the weights of the profile where the opening says so
    deviation      √Σ(weight·s)² / Σ weight, and the interval of 95 %, as for every estimate
    proposal       not enough evidence, unless every must-have and half of the weight has some;
                   do not hire, where a must-have is missed or the combination lies below the bar; else hire

Definitions.md, section 6, says why: a mean by rule foresees better than an impression, and unit weights hardly worse
than the best ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pult.skills.types import Estimate, Fit, Gap, Wanted, fit

from .decisions import Proposal, Weighing

ENOUGH = 0.5


@dataclass(frozen=True, kw_only=True)
class Combination:
    """What the evidence comes to. Without enough of it there is no figure, only what is missing."""

    proposal: Proposal
    overall: Estimate | None
    other: Estimate | None
    coverage: float
    bar: float
    weighing: Weighing
    fit: Fit

    @property
    def is_close(self) -> bool:
        """Whether the bar lies within the interval, so that it could as well be the other way round."""
        return self.overall is not None and self.overall.low < self.bar < self.overall.high

    @property
    def missing_musts(self) -> list[Gap]:
        """Must-haves of which nothing is known."""
        return [gap for gap in self.fit.gaps if gap.wanted.is_must_have and not gap.is_known]


def combine(
    profile: Sequence[Wanted],
    estimates: Mapping[str, Estimate],
    *,
    bar: float,
    weighing: Weighing = Weighing.UNIT,
) -> Combination:
    """Combine what is known of each skill into a proposal."""
    by_profile = fit(profile, estimates)
    by_unit = fit([replace(one, weight=1.0) for one in profile], estimates)
    counted, other = (by_unit, by_profile) if weighing == Weighing.UNIT else (by_profile, by_unit)
    unknown_must = any(gap.wanted.is_must_have and not gap.is_known for gap in by_profile.gaps)
    is_enough = counted.overall is not None and counted.coverage >= ENOUGH and not unknown_must
    return Combination(
        proposal=_proposal(counted, bar) if is_enough else Proposal.UNCLEAR,
        overall=counted.overall if is_enough else None,
        other=other.overall if is_enough else None,
        coverage=counted.coverage,
        bar=bar,
        weighing=weighing,
        fit=by_profile,
    )


def _proposal(counted: Fit, bar: float) -> Proposal:
    assert counted.overall is not None
    return Proposal.NOT if counted.missed or counted.overall.mean < bar else Proposal.HIRE


def tiers(estimates: Sequence[Estimate]) -> list[list[int]]:
    """Places of these estimates in groups, the best group first; two groups only where every interval lies apart."""
    order = sorted(range(len(estimates)), key=lambda place: -estimates[place].mean)
    found: list[list[int]] = []
    lowest_above = 0.0
    for rank, place in enumerate(order):
        highest_below = max(estimates[other].high for other in order[rank:])
        if not found or highest_below < lowest_above:
            found.append([])
            lowest_above = estimates[place].low
        found[-1].append(place)
        lowest_above = min(lowest_above, estimates[place].low)
    return [sorted(group) for group in found]
