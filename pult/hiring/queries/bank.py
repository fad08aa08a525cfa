"""Questions about the bank: its lists, what is used, and what candidates may practise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from pult.foundation.actors import Actor
from pult.foundation.text.query import parse
from pult.foundation.web import Page, keyset_page
from pult.hiring.models import BankQuestion, RolePlay
from pult.hiring.models.bank import BankQuerySet
from pult.hiring.types import BankKind
from pult.skills.models import Profile, ProfileSkill, Skill

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class BankFilter:
    """Which questions or role plays a list shows."""

    words: str = ""
    kind: str = ""
    skill: int | None = None
    channel: str = ""
    difficulty: str = ""
    show: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing was chosen."""
        return self == BankFilter()


def question_list(
    actor: Actor, chosen: BankFilter = BankFilter(), *, after: str | None = None, before: str | None = None
) -> Page[BankQuestion]:
    """A page of questions, in the order of their kinds as they came, own ones at the end."""
    rows = _chosen(BankQuestion.objects.visible_to(actor), chosen)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    return keyset_page(rows.with_skills(), ("id",), after=after, before=before, size=PAGE_SIZE)


def role_play_list(
    actor: Actor, chosen: BankFilter = BankFilter(), *, after: str | None = None, before: str | None = None
) -> Page[RolePlay]:
    """A page of role plays."""
    rows = _chosen(RolePlay.objects.visible_to(actor), chosen)
    equal = {"channel": chosen.channel, "difficulty": chosen.difficulty}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    return keyset_page(rows.with_skills(), ("id",), after=after, before=before, size=PAGE_SIZE)


def counts_by_kind(actor: Actor) -> dict[str, int]:
    """How many questions of each kind are in use."""
    rows = BankQuestion.objects.visible_to(actor).in_use().values_list("kind")
    return dict(rows.annotate(count=Count("pk")).order_by("kind"))


def counts_of_shelves(actor: Actor) -> dict[str, int]:
    """How many questions and role plays are in use."""
    return {
        "questions": BankQuestion.objects.visible_to(actor).in_use().count(),
        "plays": RolePlay.objects.visible_to(actor).in_use().count(),
    }


def practice_questions(*, skill: str = "", kind: str = "") -> list[BankQuestion]:
    """What candidates may practise; nothing of it is asked in an interview."""
    rows = BankQuestion.objects.for_practice().exclude(kind=BankKind.REFERENCE)
    if skill:
        rows = rows.filter(asked__skill__key=skill)
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.with_skills().order_by("pk"))


def practice_groups() -> list[tuple[BankKind, list[BankQuestion]]]:
    """What candidates may practise, kind by kind."""
    found = practice_questions()
    groups = [(kind, [one for one in found if one.kind == kind]) for kind in BankKind]
    return [(kind, questions) for kind, questions in groups if questions]


def skills_of(questions: Iterable[BankQuestion]) -> list[Skill]:
    """The skills that these questions tell something about, as the catalogue lists them."""
    found = {skill for question in questions for skill in question.skills_in_order}
    return sorted(found, key=lambda skill: (skill.position, skill.pk))


def traits() -> list[ProfileSkill]:
    """The skills that matter in most openings: the profile that stands first."""
    profile = Profile.objects.in_order().first()
    lines = ProfileSkill.objects.filter(profile=profile).select_related("skill")
    return list(lines.order_by("-is_must_have", "-weight", "pk"))


def practice_role_plays() -> list[RolePlay]:
    """The scenes that candidates may practise."""
    return list(RolePlay.objects.for_practice().with_skills().order_by("pk"))


def skills_asked_for() -> list[Skill]:
    """The skills of the catalogue, as filters list them."""
    return list(Skill.objects.in_use().in_order())


def _chosen(rows: BankQuerySet, chosen: BankFilter) -> Any:
    match chosen.show:
        case "retired":
            rows = rows.filter(is_retired=True)
        case "public":
            rows = rows.for_practice()
        case "interviews":
            rows = rows.for_interviews()
        case "own":
            rows = rows.in_use().filter(edited_at__isnull=False)
        case _:
            rows = rows.in_use()
    if chosen.skill:
        rows = rows.filter(asked__skill_id=chosen.skill)
    if chosen.words.strip():
        rows = rows.filter(vector__matches=parse(chosen.words, is_typing=True))
    return rows
