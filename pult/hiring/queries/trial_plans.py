"""The length of a trial period and the goals that it begins with: an opening's own, else the ready ones."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pult.hiring.models import Opening, Stage, TrialPlan
from pult.hiring.types import USUAL_DAYS, StageKind
from pult.skills.models import Skill

SHIPPED = Path(__file__).parents[1] / "standard" / "trial.json"


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One goal of a plan."""

    day: int
    texts: Mapping[str, str]
    skill: Skill | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a trial of an opening begins with."""

    days: int
    goals: list[PlanLine]
    is_own: bool


def trial_plan(opening: Opening) -> Plan:
    """The plan of an opening: its own, else the ready one."""
    own = TrialPlan.objects.filter(opening=opening).first()
    if own is None:
        return ready_plan()
    goals = own.goals.select_related("skill").order_by("day", "pk")
    lines = [PlanLine(day=one.day, texts=one.texts, skill=one.skill) for one in goals]
    return Plan(days=own.days, goals=lines, is_own=True)


def ready_plan() -> Plan:
    """The goals that come with Pult, for people who answer letters, chats and calls."""
    skills = {skill.key: skill for skill in Skill.objects.all()}
    goals = [
        PlanLine(day=one["day"], texts=one["text"], skill=skills.get(one["skill"])) for one in shipped_goals()
    ]
    return Plan(days=USUAL_DAYS, goals=goals, is_own=False)


@cache
def shipped_goals() -> tuple[dict[str, Any], ...]:
    """The ready goals of this release."""
    return tuple(json.loads(SHIPPED.read_text(encoding="utf-8"))["goals"])


def trial_stage(opening: Opening) -> Stage | None:
    """The step of an opening's plan in which trials are reviewed."""
    return opening.stages.in_order().filter(kind=StageKind.TRIAL).first()
