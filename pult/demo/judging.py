"""Filling in sheets: marks around a level, as strict as the rater is, with words beside them, when it happened."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Criterion, Panel, Version
from pult.scorecards.types import Kind, Mark

Words = Callable[[Person | None, float], str]


@dataclass(frozen=True)
class Given:
    """What somebody says to one criterion."""

    mark: Mark
    evidence: str
    cause: str = ""


@dataclass(frozen=True)
class Bench:
    """How good what is judged is, and the dice and the words of those who judge it."""

    level: float
    dice: random.Random
    words: Words

    def strength(self, criterion: Criterion, of: str) -> float:
        """Nobody is equally good at everything; all who judge see the same strengths."""
        return self.level + random.Random(f"{of} {criterion.skill_id or criterion.key}").gauss(0, 0.7)

    def says(self, rater: Person | None, criterion: Criterion, *, of: str) -> Given:
        """The mark of one rater, and the words beside it."""
        if criterion.kind == Kind.TEXT:
            return Given(Mark(), self.words(rater, self.level))
        felt = self.dice.gauss(self.strength(criterion, of) + leniency(rater), 0.5)
        values = criterion.values
        share = (min(5.0, max(1.0, felt)) - 1) / 4
        mark = Mark(values[round(share * (len(values) - 1))])
        cause = ""
        if criterion.asks_for_cause(mark):
            cause = self.dice.choice([key for key, _words in criterion.choices_of_cause])
        needed = criterion.asks_for_evidence(mark) or self.dice.random() < 0.25
        return Given(mark, self.words(rater, round(1 + share * 4)) if needed else "", cause)


def leniency(rater: Person | None) -> float:
    """Raters differ in leniency, and stay as they are."""
    return random.Random(rater.name).uniform(-0.45, 0.35) if rater else 0.3


def judge(
    panel: Panel, bench: Bench, *, at: datetime, leave: int = 0, of: str = "", by: Actor | None = None
) -> None:
    """Everybody in a panel marks and hands in, but for the last `leave`, who are still at it. `by` is for outsiders."""
    criteria = Version.objects.whole().get(pk=panel.version_id).criteria_in_order
    asked = list(panel.assessments.open().select_related("rater", "panel").order_by("pk"))
    for number, one in enumerate(asked):
        moment = at + timedelta(minutes=11 * number)
        actor = one.rater.actor if one.rater else by
        assert actor is not None
        is_left = number >= len(asked) - leave
        for criterion in criteria[: len(criteria) // 3] if is_left else criteria:
            _mark(one, criterion, bench.says(one.rater, criterion, of=of or panel.about), by=actor, at=moment)
        if not is_left:
            scorecards.submit(one, by=actor, at=moment)


def _mark(assessment: Assessment, criterion: Criterion, given: Given, *, by: Actor, at: datetime) -> None:
    scorecards.save_score(
        assessment, criterion, mark=given.mark, evidence=given.evidence, cause=given.cause, by=by, at=at
    )
