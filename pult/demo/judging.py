"""Filling in sheets: marks around a level, with words beside them, at the moment when it happened."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from pult.foundation.actors import Actor
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Criterion, Panel, Version
from pult.scorecards.types import Kind, Mark

Words = Callable[[int], str]


def judge(
    panel: Panel,
    *,
    level: int,
    dice: random.Random,
    words: Words,
    at: datetime,
    leave: int = 0,
    by: Actor | None = None,
) -> None:
    """Everybody in a panel marks and hands in, but for the last `leave`, who are still at it. `by` is for outsiders."""
    criteria = Version.objects.whole().get(pk=panel.version_id).criteria_in_order
    rows = panel.assessments.open().select_related("rater", "panel").order_by("pk")
    asked = list(rows)
    for number, one in enumerate(asked):
        moment = at + timedelta(minutes=11 * number)
        actor = one.rater.actor if one.rater else by
        assert actor is not None
        # Raters differ in leniency, as people do.
        own = level + (-1 if number and dice.random() < 0.4 else 0)
        is_left = number >= len(asked) - leave
        for criterion in criteria[: len(criteria) // 3] if is_left else criteria:
            _mark(one, criterion, by=actor, level=own, dice=dice, words=words, at=moment)
        if not is_left:
            scorecards.submit(one, by=actor, at=moment)


def _mark(
    assessment: Assessment,
    criterion: Criterion,
    *,
    by: Actor,
    level: int,
    dice: random.Random,
    words: Words,
    at: datetime,
) -> None:
    if criterion.kind == Kind.TEXT:
        scorecards.save_score(assessment, criterion, evidence=words(level), by=by, at=at)
        return
    felt = min(5, max(1, round(dice.gauss(level, 0.6))))
    share = (felt - 1) / 4
    mark = Mark(criterion.lowest + round(share * (criterion.highest - criterion.lowest)))
    causes = [key for key, _words in criterion.choices_of_cause]
    cause = dice.choice(causes) if criterion.asks_for_cause(mark) else ""
    needed = criterion.asks_for_evidence(mark) or dice.random() < 0.25
    scorecards.save_score(
        assessment, criterion, mark=mark, evidence=words(felt) if needed else "", cause=cause, by=by, at=at
    )
