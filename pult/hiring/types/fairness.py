"""Fairness figures: selection rates, the four-fifths ratio, and Fisher's exact test. Pure arithmetic on counts.

A ratio below four fifths only says where to look: with few people it comes about by chance all the time, which is why
it never stands without the test and the size of the groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

FOUR_FIFTHS = 0.8
SMALLEST_SHARE = 0.02  # groups below this part of the applicants are left out
FLOOR = 5
LIKELY = 0.05


class Trait(TextChoices):
    """What candidates may tell of themselves, if they like."""

    GENDER = "gender", pgettext_lazy("equal opportunity", "Gender")
    AGE = "age", pgettext_lazy("equal opportunity", "Age")
    DISABILITY = "disability", pgettext_lazy("equal opportunity", "Disability")


GROUPS = {
    Trait.GENDER: {
        "woman": pgettext_lazy("equal opportunity", "Woman"),
        "man": pgettext_lazy("equal opportunity", "Man"),
        "other": pgettext_lazy("equal opportunity", "Another description"),
    },
    Trait.AGE: {
        "under_25": pgettext_lazy("equal opportunity", "Under 25"),
        "25_39": pgettext_lazy("equal opportunity", "25 to 39"),
        "40_54": pgettext_lazy("equal opportunity", "40 to 54"),
        "55": pgettext_lazy("equal opportunity", "55 and older"),
    },
    Trait.DISABILITY: {
        "yes": pgettext_lazy("equal opportunity", "With a disability"),
        "no": pgettext_lazy("equal opportunity", "Without a disability"),
    },
}


@dataclass(frozen=True)
class Group:
    """So many of a group were selected, of so many that applied."""

    selected: int
    applied: int

    @property
    def rate(self) -> float:
        """The selection rate."""
        return self.selected / self.applied if self.applied else 0.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """One group beside the group with the highest rate."""

    key: str
    group: Group
    ratio: float | None
    probability: float | None
    is_counted: bool

    @property
    def is_below(self) -> bool:
        """Whether the ratio lies below four fifths."""
        return self.ratio is not None and self.ratio < FOUR_FIFTHS

    @property
    def is_unlikely(self) -> bool:
        """Whether chance explains so large a difference in less than one of twenty cases."""
        return self.probability is not None and self.probability < LIKELY


def fisher(one: Group, other: Group) -> float:
    """Fisher's exact test, two-sided: how likely is a table as uneven as this one, or more, if both rates are equal."""
    both, applied = one.selected + other.selected, one.applied + other.applied
    whole = comb(applied, both)
    ways = {
        number: comb(one.applied, number) * comb(other.applied, both - number)
        for number in range(max(0, both - other.applied), min(both, one.applied) + 1)
    }
    # Whole numbers, so that tables that are equally likely are found equal.
    return sum(count for count in ways.values() if count <= ways[one.selected]) / whole


def four_fifths(groups: Mapping[str, Group]) -> list[Line]:
    """Each group against the highest selection rate; groups of under two percent of all are shown and not judged."""
    total = sum(group.applied for group in groups.values())
    counted = {
        key: group
        for key, group in groups.items()
        if group.applied and group.applied >= SMALLEST_SHARE * total
    }
    best = max(counted, key=lambda key: counted[key].rate, default=None)
    return [_line(key, group, best, counted) for key, group in groups.items()]


def _line(key: str, group: Group, best: str | None, counted: Mapping[str, Group]) -> Line:
    if best is None or key not in counted or counted[best].rate == 0:
        return Line(key=key, group=group, ratio=None, probability=None, is_counted=key in counted)
    probability = None if key == best else fisher(group, counted[best])
    return Line(
        key=key, group=group, ratio=group.rate / counted[best].rate, probability=probability, is_counted=True
    )
