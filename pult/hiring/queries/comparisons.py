"""Candidates of one opening side by side."""

from dataclasses import dataclass

from pult.foundation.actors import Actor
from pult.hiring.models import Application, Opening, OpeningSkill
from pult.hiring.types import tiers

from .decisions import Gathered, SkillRow, gather

MOST_COLUMNS = 12
STANDING = ("active", "pool", "hired")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Candidates of one opening side by side, the better ones first only where the figures tell them apart."""

    opening: Opening
    columns: list[Gathered]
    tiers: list[int]
    rows: list[tuple[OpeningSkill, list[SkillRow]]]
    left_out: int

    @property
    def is_ranked(self) -> bool:
        """Whether the intervals put anybody before anybody."""
        return len(set(self.tiers)) > 1


def comparison(opening: Opening, actor: Actor) -> Comparison:
    """Who is in an opening, side by side. The furthest in the process come in first, at most twelve."""
    found = Application.objects.visible_to(actor).filter(opening=opening, state__in=STANDING)
    applications = list(
        found.select_related("candidate", "opening", "stage").order_by("-stage__position", "applied_at", "pk")
    )
    shown = sorted(applications[:MOST_COLUMNS], key=lambda one: (one.applied_at, one.pk))
    gathered = list(gather(shown, actor).values())
    known = [one for one in gathered if one.combination.overall is not None]
    groups = tiers([one.combination.overall for one in known if one.combination.overall is not None])
    columns = [(rank, known[place]) for rank, group in enumerate(groups) for place in group]
    columns += [(len(groups), one) for one in gathered if one.combination.overall is None]
    lines = list(opening.skills.select_related("skill").order_by("-is_must_have", "-weight", "pk"))
    by_skill = [{row.line.skill_id: row for row in one.rows} for _rank, one in columns]
    return Comparison(
        opening=opening,
        columns=[one for _rank, one in columns],
        tiers=[rank for rank, one in columns if one.combination.overall is not None],
        rows=[(line, [rows[line.skill_id] for rows in by_skill]) for line in lines],
        left_out=len(applications) - len(shown),
    )
