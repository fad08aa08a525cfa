"""Filters for the screens of trial periods."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from pult.hiring.models import Trial
from pult.hiring.queries.trials import Standing
from pult.hiring.types import GoalState, TrialState

register = template.Library()


@register.filter
def standing(trial: Trial) -> Standing:
    """How far a trial has come today."""
    return Standing(trial, timezone.localdate())


@register.filter
def day_and_month(day: date) -> str:
    """A day and its month, short: “14. 11.” where days are counted so, else “14 Nov”."""
    counts = (get_language() or "en").partition("-")[0] in {"hr", "sr"}
    return date_format(day, "j. n." if counts else "j M")


@register.filter
def trial_tone(state: str) -> str:
    """The colour's meaning for the state of a trial."""
    return TrialState(state).tone


@register.filter
def goal_counts(counts: Mapping[str, int]) -> list[tuple[GoalState, int]]:
    """How many goals stand how, in the usual order."""
    return [(state, counts[state]) for state in GoalState if counts.get(state)]
