"""What the pages of skills show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor

from . import queries
from .drawing import Growth, Span, growth, span
from .forms import NewProfileForm, ProfileForm, SkillForm
from .models import Evidence, Holder, Profile, Skill
from .queries import Known
from .types import Estimate, Fit, Gap, Phase, Right, Source, fit, pages_of


@dataclass(frozen=True, kw_only=True)
class Told:
    """An estimate as people read it: the figure, its interval, how much stands behind it, and its drawing."""

    figure: str
    interval: str
    count: int
    span: Span


@dataclass(frozen=True, kw_only=True)
class Row:
    """One skill of somebody."""

    skill: Skill
    told: Told
    phases: list[tuple[str, Told]]
    growth: Growth | None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the ledger, with the page that tells more about it, where the reader may open it."""

    row: Evidence
    score: str
    weight: str
    source: str
    phase: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a profile beside what is known."""

    gap: Gap
    name: str
    key: str
    told: Told


def told(one: Estimate, *, needed: float | None = None) -> Told:
    """An estimate in the reader's language."""
    interval = _("%(low)s to %(high)s") % {"low": figure(one.low), "high": figure(one.high)}
    return Told(figure=figure(one.mean), interval=interval, count=one.count, span=span(one, needed=needed))


def figure(number: float) -> str:
    """A score with one digit after the point, as the reader writes it."""
    return str(number_format(number, decimal_pos=1))


def tabs(actor: Actor, here: str) -> list[dict[str, Any]]:
    """The parts of skills."""
    leads = actor.has(Right.READ_ALL) or actor.has(Right.READ_LED)
    parts = [
        ("people", _("People") if leads else _("My skills"), "users"),
        ("catalogue", _("Catalogue"), "stars"),
        ("profiles", _("Profiles"), "target-arrow"),
    ]
    return [
        {"href": reverse(f"skills:{name}"), "text": text, "icon": icon, "current": name == here}
        for name, text, icon in parts
    ]


def people(actor: Actor, asked: QueryDict) -> dict[str, Any]:
    """Everybody whose skills the actor may see."""
    page = queries.people_page(
        actor, words=asked.get("q", "").strip(), after=asked.get("after"), before=asked.get("before")
    )
    return {"page": page, "tabs": tabs(actor, "people")}


def person(holder: Holder | None, actor: Actor, *, profile: Profile | None = None) -> dict[str, Any]:
    """Everything that the actor may know about somebody's skills."""
    known = queries.known_of(holder, actor=actor) if holder else []
    page = {
        "holder": holder,
        "rows": [_row(one) for one in known],
        "profiles": queries.profiles(actor),
        "profile": profile,
        "tabs": tabs(actor, "people"),
        "is_own": holder is None or holder.person_id == actor.person_id,
        "sees_hiring": actor.has(Right.READ_HIRING),
        "pieces": sum(one.estimate.count for one in known),
    }
    return page | (_fit(profile, known) if profile and known else {})


def ledger(holder: Holder, skill: Skill, actor: Actor, asked: QueryDict) -> dict[str, Any]:
    """One skill of somebody: how it went, by phase, and every entry of the ledger."""
    known = next((one for one in queries.known_of(holder, actor=actor) if one.skill == skill), None)
    page = queries.ledger_page(
        holder, skill, actor=actor, after=asked.get("after"), before=asked.get("before")
    )
    return {
        "holder": holder,
        "skill": skill,
        "row": _row(known, width=720, height=180) if known else None,
        "page": page,
        "entries": _entries(page.rows, actor),
        "crumbs": [
            {"text": _("Skills"), "href": reverse("skills:people")},
            {"text": holder.name, "href": reverse("skills:person", args=[holder.pk])},
        ],
    }


def catalogue(actor: Actor, *, form: SkillForm | None = None) -> dict[str, Any]:
    """Every skill, and a form for another."""
    return {
        "skills": queries.catalogue(actor),
        "tabs": tabs(actor, "catalogue"),
        "may_manage": actor.has(Right.MANAGE),
        "form": form or SkillForm(),
    }


def skill(one: Skill, *, form: SkillForm | None = None) -> dict[str, Any]:
    """One skill with its words."""
    crumbs = [{"text": _("Catalogue"), "href": reverse("skills:catalogue")}]
    return {"skill": one, "form": form or SkillForm.of(one), "crumbs": crumbs}


def profiles(actor: Actor, *, form: NewProfileForm | None = None) -> dict[str, Any]:
    """Every profile with what it asks for, the heaviest first."""
    rows = [
        (one, sorted(one.lines.all(), key=lambda line: (-line.weight, line.skill.position)))
        for one in queries.profiles(actor)
    ]
    return {
        "rows": rows,
        "tabs": tabs(actor, "profiles"),
        "may_manage": actor.has(Right.MANAGE),
        "form": form or NewProfileForm(),
    }


def profile(one: Profile, *, form: ProfileForm | None = None) -> dict[str, Any]:
    """One profile as a table to fill in."""
    crumbs = [{"text": _("Profiles"), "href": reverse("skills:profiles")}]
    filled = form or ProfileForm.of(one, skills=queries.skills_in_use())
    return {"profile": one, "form": filled, "crumbs": crumbs}


def _row(known: Known, *, width: float = 150, height: float = 44) -> Row:
    return Row(
        skill=known.skill,
        told=told(known.estimate),
        phases=[(str(Phase(phase).label), told(one)) for phase, one in known.by_phase.items()],
        growth=growth(known.course, known.pieces, width=width, height=height),
    )


def _fit(profile: Profile, known: list[Known]) -> dict[str, Any]:
    found: Fit = fit(profile.wanted, {one.skill.key: one.estimate for one in known})
    names = {line.skill.key: line.skill.name for line in profile.lines.all()}

    def lines(gaps: Any) -> list[Line]:
        return [
            Line(
                gap=gap,
                key=gap.wanted.skill,
                name=names[gap.wanted.skill],
                told=told(gap.estimate, needed=gap.wanted.needed if gap.wanted.is_must_have else None),
            )
            for gap in gaps
        ]

    return {
        "fit": {
            "overall": told(found.overall) if found.overall else None,
            "coverage": round(found.coverage * 100),
            "missed": lines(found.missed),
            "strengths": lines(found.strengths),
            "to_train": lines(found.to_train[:3]),
            "open": lines(found.open_questions),
        }
    }


def _entries(rows: Sequence[Evidence], actor: Actor) -> list[Entry]:
    leads = pages_of({row.source_ref for row in rows}, actor)
    return [_entry(row, leads.get(row.source_ref, "")) for row in rows]


def _entry(row: Evidence, page: str) -> Entry:
    source = Source(row.source)
    return Entry(
        row=row,
        score=figure(float(row.score)),
        weight=str(number_format(row.weight.normalize())),
        source=str(source.label),
        phase=str(source.phase.label),
        page=page,
    )
