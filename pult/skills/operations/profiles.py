"""Verbs about profiles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import WRITTEN, cleaned
from pult.skills.events import ProfileChanged
from pult.skills.models import Profile, ProfileSkill, Skill
from pult.skills.types import Words

from .catalogue import checked


@dataclass(frozen=True, kw_only=True)
class Line:
    """One skill that a profile asks for."""

    skill: Skill
    weight: Decimal = Decimal(1)
    is_must_have: bool = False
    can_be_taught: bool = False
    needed: Decimal = Decimal(3)


@transaction.atomic
def open_profile(
    *,
    names: Words,
    by: Actor,
    lines: Iterable[Line] = (),
    descriptions: Words | None = None,
    at: datetime | None = None,
) -> Profile:
    """Say which skills a kind of work asks for."""
    last: int | None = Profile.objects.aggregate(last=Max("position"))["last"]
    profile = Profile.objects.create(
        names=checked(names),
        descriptions=cleaned(descriptions or {}),
        position=(last or 0) + 1,
        is_edited=True,
    )
    _write(profile, lines)
    _announce(profile, by=by, at=at)
    return profile


@transaction.atomic
def change_profile(
    profile: Profile,
    *,
    names: Words,
    descriptions: Words,
    lines: Iterable[Line],
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Weigh skills otherwise from now on; earlier decisions keep what they were made with."""
    Profile.objects.filter(pk=profile.pk).update(
        names=checked(names), descriptions=cleaned(descriptions), is_edited=True
    )
    profile.refresh_from_db()
    _write(profile, lines)
    _announce(profile, by=by, at=at)


@transaction.atomic
def copy_profile(profile: Profile, *, by: Actor, at: datetime | None = None) -> Profile:
    """Begin a profile of one's own from another."""
    names = {}
    for language in WRITTEN:
        if profile.names.get(language):
            with override(language):
                names[language] = _("Copy of %(profile)s") % {"profile": profile.names[language]}
    lines = [
        Line(
            skill=line.skill,
            weight=line.weight,
            is_must_have=line.is_must_have,
            can_be_taught=line.can_be_taught,
            needed=line.needed,
        )
        for line in profile.lines.select_related("skill").order_by("pk")
    ]
    return open_profile(names=names, descriptions=profile.descriptions, lines=lines, by=by, at=at)


@transaction.atomic
def remove_profile(profile: Profile, *, by: Actor, at: datetime | None = None) -> None:
    """Remove a profile of one's own; one that came with Pult stays and can be changed."""
    if profile.key:
        raise Invalid(_("This profile came with Pult and stays. You can change it."))
    _announce(profile, by=by, at=at)
    Profile.objects.filter(pk=profile.pk).delete()


def _write(profile: Profile, lines: Iterable[Line]) -> None:
    rows = [
        ProfileSkill(
            profile=profile,
            skill=line.skill,
            weight=line.weight,
            is_must_have=line.is_must_have,
            can_be_taught=line.can_be_taught,
            needed=line.needed,
        )
        for line in lines
    ]
    if len({row.skill_id for row in rows}) != len(rows):
        raise Invalid(_("A profile names each skill once."))
    if any(row.weight <= 0 or not 1 <= row.needed <= 5 for row in rows):
        raise Invalid(_("A weight is more than 0, and what is needed lies between 1 and 5."))
    ProfileSkill.objects.filter(profile=profile).delete()
    ProfileSkill.objects.bulk_create(rows)


def _announce(profile: Profile, *, by: Actor, at: datetime | None) -> None:
    publish(ProfileChanged(profile_id=profile.pk, by=by.ref, at=at or timezone.now()))
