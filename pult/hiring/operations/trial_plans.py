"""Verbs about how the trial periods of an opening begin: their length, and the goals they start with."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import cleaned, said
from pult.hiring.models import Opening, PlannedGoal, TrialPlan
from pult.hiring.types import FEWEST_DAYS, MOST_DAYS, MOST_GOALS

from .trials import Goal


@transaction.atomic
def plan_trial(
    opening: Opening,
    *,
    days: int,
    goals: Iterable[Goal],
    by: Actor,  # noqa: ARG001
    at: datetime | None = None,  # noqa: ARG001
) -> TrialPlan:
    """Say how long trials of this opening last and which goals they begin with. Those that run stay as they are."""
    lines = [(one, cleaned(one.texts)) for one in goals]
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Invalid(
            _("A trial period takes from %(fewest)d to %(most)d days.")
            % {"fewest": FEWEST_DAYS, "most": MOST_DAYS}
        )
    if not lines or len(lines) > MOST_GOALS:
        raise Invalid(_("A trial period needs from 1 to %(most)d goals.") % {"most": MOST_GOALS})
    if any(not said(texts) or not 1 <= one.day <= days for one, texts in lines):
        raise Invalid(_("Each goal has words, and a day within the trial period."))
    plan, _made = TrialPlan.objects.update_or_create(opening=opening, defaults={"days": days})
    plan.goals.all().delete()
    PlannedGoal.objects.bulk_create(
        PlannedGoal(plan=plan, day=one.day, texts=texts, skill=one.skill) for one, texts in lines
    )
    return plan


@transaction.atomic
def forget_trial_plan(opening: Opening, *, by: Actor) -> None:  # noqa: ARG001
    """Begin the next trials with the ready goals again."""
    TrialPlan.objects.filter(opening=opening).delete()
