"""The question bank that every installation begins with."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.hiring.models import BankQuestion, QuestionSkill, RolePlay, RolePlaySkill
from pult.hiring.models.bank import BankEntry
from pult.hiring.types import Act, BankKind, Difficulty, PlayChannel
from pult.skills.models import Skill

from .bank import Entry, Scene, Wording, name_skills

SHIPPED = Path(__file__).parents[1] / "bank"
Words = Wording | Scene


@transaction.atomic
def renew_bank(by: Actor = SYSTEM) -> int:  # noqa: ARG001 - what nobody edited is nobody's act
    """See that every shipped question and scene is there, in this release's words where nobody wrote others."""
    skills = {skill.key: skill for skill in Skill.objects.all()}
    if not skills:
        return 0
    questions = {told["key"]: _wording(told, skills) for told in shipped_questions()}
    plays = {told["key"]: _scene(told, skills) for told in shipped_role_plays()}
    return _renew(BankQuestion, questions) + _renew(RolePlay, plays)


@transaction.atomic
def forget_words(entry: Entry, *, by: Actor, at: datetime | None = None) -> None:
    """Go back from one's own words to those that came with Pult."""
    told = {one["key"]: one for one in (*shipped_questions(), *shipped_role_plays())}.get(entry.key)
    if told is None or not entry.is_shipped:
        raise Invalid(_("This did not come with Pult, so there is no original."))
    skills = {skill.key: skill for skill in Skill.objects.all()}
    words = _wording(told, skills) if isinstance(entry, BankQuestion) else _scene(told, skills)
    type(entry).objects.filter(pk=entry.pk).update(edited_at=None, **words.columns)
    name_skills(entry, words.skills)
    entry.refresh_from_db()
    about = "question" if isinstance(entry, BankQuestion) else "role_play"
    record(Act.BANK_RENEWED, by=by, about=f"{about}:{entry.pk}", about_name=entry.key, at=at)


@cache
def shipped_questions() -> tuple[dict[str, Any], ...]:
    """The questions of this release, kind by kind."""
    files = (SHIPPED / f"{kind.value}.json" for kind in BankKind)
    return tuple(told for file in files for told in _read(file)["questions"])


@cache
def shipped_role_plays() -> tuple[dict[str, Any], ...]:
    """The scenes of this release."""
    return tuple(_read(SHIPPED / "role_plays.json")["scenarios"])


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _renew(model: type[BankEntry], shipped: dict[str, Any]) -> int:
    known = {entry.key: entry for entry in model.objects.with_skills().filter(key__in=shipped)}
    new = model.objects.bulk_create(
        model(key=key, is_shipped=True, **words.columns) for key, words in shipped.items() if key not in known
    )
    outdated = [
        entry for key, entry in known.items() if entry.edited_at is None and _differs(entry, shipped[key])
    ]
    for entry in outdated:
        model.objects.filter(pk=entry.pk).update(**shipped[entry.key].columns)
    _tie(model, [*new, *outdated], shipped)
    return len(new)


def _differs(entry: Any, words: Words) -> bool:
    said = {name: value for name, value in words.columns.items() if name != "vector"}
    return [skill.pk for skill in entry.skills_in_order] != [skill.pk for skill in words.skills] or any(
        getattr(entry, name) != value for name, value in said.items()
    )


def _tie(model: type[BankEntry], entries: Iterable[Any], shipped: dict[str, Any]) -> None:
    through: Any = QuestionSkill if model is BankQuestion else RolePlaySkill
    column = "question" if model is BankQuestion else "role_play"
    entries = list(entries)
    through.objects.filter(**{f"{column}__in": [entry.pk for entry in entries]}).delete()
    through.objects.bulk_create(
        through(**{column: entry}, skill=skill, position=place)
        for entry in entries
        for place, skill in enumerate(shipped[entry.key].skills)
    )


def _wording(told: dict[str, Any], skills: dict[str, Skill]) -> Wording:
    return Wording(
        kind=BankKind(told["kind"]),
        texts=told["text"],
        skills=_skills(told, skills),
        minutes=told["minutes"],
        follow_ups=told["follow_ups"],
        good=told["good"],
        anchors=told["anchors"],
        fallback=told["fallback"] or {},
        is_public=told["is_public"],
    )


def _scene(told: dict[str, Any], skills: dict[str, Skill]) -> Scene:
    persona = told["persona"]
    return Scene(
        channel=PlayChannel(told["channel"]),
        difficulty=Difficulty(str(told["difficulty"])),
        titles=told["title"],
        skills=_skills(told, skills),
        minutes=told["minutes"],
        situations=told["situation"],
        names=persona["name"],
        tempers=persona["temper"],
        facts=persona["facts"],
        openings=told["opening"],
        good_turns=told["if_treated_well"],
        bad_turns=told["if_treated_badly"],
        good_ends=told["good_end"],
        is_public=told["is_public"],
    )


def _skills(told: dict[str, Any], skills: dict[str, Skill]) -> tuple[Skill, ...]:
    """A skill of the file that somebody removed from the catalogue is passed over."""
    return tuple(skills[key] for key in told["skills"] if key in skills)
