"""Choosing: who gets what, and when work goes back."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.routing.events import CompetenceSet, WorkRulesChanged
from pult.routing.models import Competence, Need, Routing
from pult.skills.models import Skill
from pult.workforce.models import Department, Member

from .placing import place_waiting


@transaction.atomic
def set_returning(
    department: Department,
    *,
    return_minutes: int | None,
    silent_minutes: int | None,
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Choose after how long work goes back from those who have gone, or do not answer; never without a number."""
    values = {"return_minutes": return_minutes, "silent_minutes": silent_minutes}
    _check(Routing(department=department, **values))
    Routing.objects.update_or_create(department=department, defaults=values)
    _tell(department, by, at)


@transaction.atomic
def ask_for_skill(
    department: Department,
    skill: Skill,
    *,
    level: int,
    by: Actor,
    tag: str = "",
    patience_minutes: int = 30,
    at: datetime | None = None,
) -> Need:
    """Give the conversations that have a tag, or all of them, to those who have a skill."""
    tag = " ".join(tag.split()).casefold()
    made = Need(department=department, skill=skill, tag=tag, level=level, patience_minutes=patience_minutes)
    _check(made)
    if Need.objects.filter(department=department, tag=tag, skill=skill).exists():
        raise Invalid(_("This skill is asked for there already. Remove the other line first."))
    made.save()
    _tell(department, by, at)
    return made


@transaction.atomic
def drop_need(need: Need, *, by: Actor, at: datetime | None = None) -> None:
    """Ask for this skill no longer."""
    if Need.objects.filter(pk=need.pk).delete()[0]:
        _tell(need.department, by, at)


@transaction.atomic
def set_competences(
    member: Member, levels: Mapping[Skill, int], *, by: Actor, at: datetime | None = None
) -> None:
    """Say how well somebody masters these skills; 0 for not at all."""
    held = dict(member.competences.values_list("skill_id", "level"))
    for skill, level in levels.items():
        if held.get(skill.pk, 0) == level:
            continue
        if level == 0:
            member.competences.filter(skill=skill).delete()
        else:
            _check(Competence(member=member, skill=skill, level=level))
            Competence.objects.update_or_create(member=member, skill=skill, defaults={"level": level})
        publish(
            CompetenceSet(
                member_id=member.pk, skill_id=skill.pk, level=level, by=by.ref, at=at or timezone.now()
            )
        )


def _tell(department: Department, by: Actor, at: datetime | None) -> None:
    at = at or timezone.now()
    publish(WorkRulesChanged(department_id=department.pk, by=by.ref, at=at))
    place_waiting(department, by=by, at=at)


def _check(row: Routing | Need | Competence) -> None:
    try:
        row.clean_fields(exclude=["department", "member", "skill"])
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
