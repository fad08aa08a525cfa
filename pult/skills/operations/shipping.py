"""The catalogue and the profiles that every installation begins with."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from pult.skills.models import Profile, ProfileSkill, Skill

SHIPPED = Path(__file__).parents[1] / "catalogue.json"
WORDS = ("kind", "names", "descriptions", "position")


@transaction.atomic
def renew_catalogue() -> None:
    """See that every shipped skill and profile is there, in this release's words where nobody wrote others."""
    skills = _renew_skills(_shipped()["skills"])
    _renew_profiles(_shipped()["profiles"], skills)


@cache
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def _renew_skills(shipped: list[dict[str, Any]]) -> dict[str, Skill]:
    known = {skill.key: skill for skill in Skill.objects.all()}
    new, outdated = [], []
    for position, entry in enumerate(shipped, start=1):
        says = {**entry, "position": position}
        skill = known.get(entry["key"])
        if skill is None:
            new.append(Skill(**says, is_shipped=True))
        elif not skill.is_edited and any(getattr(skill, name) != says[name] for name in WORDS):
            for name in WORDS:
                setattr(skill, name, says[name])
            outdated.append(skill)
    Skill.objects.bulk_update(outdated, WORDS)
    return known | {skill.key: skill for skill in Skill.objects.bulk_create(new)}


def _renew_words(profile: Profile, entry: dict[str, Any]) -> None:
    says = {"names": entry["names"], "descriptions": entry["descriptions"]}
    if not profile.is_edited and says != {"names": profile.names, "descriptions": profile.descriptions}:
        Profile.objects.filter(pk=profile.pk).update(**says)


def _renew_profiles(shipped: list[dict[str, Any]], skills: dict[str, Skill]) -> None:
    known = {profile.key: profile for profile in Profile.objects.exclude(key=None)}
    for position, entry in enumerate(shipped, start=1):
        profile = known.get(entry["key"])
        if profile is not None:
            _renew_words(profile, entry)
            continue
        profile = Profile.objects.create(
            key=entry["key"], names=entry["names"], descriptions=entry["descriptions"], position=position
        )
        ProfileSkill.objects.bulk_create(
            ProfileSkill(
                profile=profile,
                skill=skills[line["skill"]],
                weight=Decimal(str(line["weight"])),
                is_must_have=line.get("must", False),
                can_be_taught=skills[line["skill"]].kind == "teachable",
            )
            for line in entry["lines"]
        )
