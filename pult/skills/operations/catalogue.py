"""Verbs about the catalogue."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned, said
from pult.skills.errors import SkillInUse
from pult.skills.events import SkillChanged
from pult.skills.models import Evidence, ProfileSkill, Skill
from pult.skills.types import Kind, Words


@transaction.atomic
def add_skill(
    *, names: Words, kind: Kind, by: Actor, descriptions: Words | None = None, at: datetime | None = None
) -> Skill:
    """Add a skill of one's own to the catalogue."""
    names = checked(names)
    last: int | None = Skill.objects.aggregate(last=Max("position"))["last"]
    skill = Skill.objects.create(
        key=_free_key(names),
        kind=kind,
        names=names,
        descriptions=cleaned(descriptions or {}),
        position=(last or 0) + 1,
        is_edited=True,
    )
    _announce(skill, by=by, at=at)
    return skill


@transaction.atomic
def change_skill(
    skill: Skill, *, names: Words, descriptions: Words, kind: Kind, by: Actor, at: datetime | None = None
) -> None:
    """Call a skill otherwise, or describe it in other words; what was found out about people stays."""
    Skill.objects.filter(pk=skill.pk).update(
        names=checked(names), descriptions=cleaned(descriptions), kind=kind, is_edited=True
    )
    skill.refresh_from_db()
    _announce(skill, by=by, at=at)


@transaction.atomic
def retire_skill(skill: Skill, *, by: Actor, at: datetime | None = None) -> None:
    """Judge nobody by this skill any longer; what is known stays readable."""
    if Skill.objects.filter(pk=skill.pk, retired_at=None).update(retired_at=at or timezone.now()):
        skill.refresh_from_db()
        _announce(skill, by=by, at=at)


@transaction.atomic
def bring_back_skill(skill: Skill, *, by: Actor, at: datetime | None = None) -> None:
    """Use a retired skill again."""
    if Skill.objects.filter(pk=skill.pk, retired_at__isnull=False).update(retired_at=None):
        skill.refresh_from_db()
        _announce(skill, by=by, at=at)


@transaction.atomic
def remove_skill(skill: Skill, *, by: Actor, at: datetime | None = None) -> None:
    """Remove a skill of one's own that nothing speaks of; one with evidence can only be retired."""
    if skill.is_shipped or Evidence.objects.filter(skill=skill).exists():
        raise SkillInUse(_("This skill can only be retired: it came with Pult, or there is evidence for it."))
    if ProfileSkill.objects.filter(skill=skill).exists():
        raise SkillInUse(_("A profile names this skill. Take it out of the profile first."))
    _announce(skill, by=by, at=at)
    try:
        with transaction.atomic():
            Skill.objects.filter(pk=skill.pk).delete()
    except ProtectedError:
        raise SkillInUse(_("Something else speaks of this skill, so it can only be retired."))


def checked(words: Words) -> Words:
    """The words without empty ones; there must be some in at least one language."""
    found = cleaned(words)
    if not said(found):
        raise Invalid(_("Please give it a name in at least one language."))
    return found


def _free_key(names: Words) -> str:
    stem = slugify(said(names, "en")).replace("-", "_")[:50] or "skill"
    taken = set(Skill.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _announce(skill: Skill, *, by: Actor, at: datetime | None) -> None:
    publish(SkillChanged(skill_id=skill.pk, by=by.ref, at=at or timezone.now()))
