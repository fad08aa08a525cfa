"""Filters for the screens of trial periods."""

from collections.abc import Mapping

from django import template
from django.utils import timezone

from pult.hiring.models import Trial
from pult.hiring.queries.trials import Standing
from pult.hiring.types import GoalState, TrialState

register = template.Library()


@register.filter
def standing(trial: Trial) -> Standing:
    """How far a trial has come today."""
    return Standing(trial, timezone.localdate())


@register.filter
def trial_tone(state: str) -> str:
    """The colour's meaning for the state of a trial."""
    return TrialState(state).tone


@register.filter
def goal_counts(counts: Mapping[str, int]) -> list[tuple[GoalState, int]]:
    """How many goals stand how, in the usual order."""
    return [(state, counts[state]) for state in GoalState if counts.get(state)]
