"""Questions about skills: who can do what, how sure that is, and what it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page

from .models import Evidence, Holder, Profile, Skill
from .types import Estimate, Fit, Phase, Piece, Right, Source, course, estimate, fit


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known about one skill of somebody."""

    skill: Skill
    estimate: Estimate
    by_phase: Mapping[Phase, Estimate]
    pieces: Sequence[Piece]
    course: Sequence[tuple[datetime, Estimate]]


def catalogue(actor: Actor) -> "QuerySet[Skill]":
    """Every skill in order, retired ones last, with how much evidence there is for each."""
    counted = Count("evidence", filter=Q(evidence__taken_back_at=None))
    found = Skill.objects.visible_to(actor).annotate(pieces=counted)
    return found.order_by(F("retired_at").asc(nulls_first=True), "position", "pk")


def skills_in_use() -> "QuerySet[Skill]":
    """What people are judged by, in order."""
    return Skill.objects.in_use().in_order()


def profiles(actor: Actor) -> "QuerySet[Profile]":
    """Every profile with what it asks for."""
    return Profile.objects.visible_to(actor).in_order().prefetch_related("lines__skill")


def people_page(
    actor: Actor, *, words: str = "", after: str | None = None, before: str | None = None, size: int = 50
) -> Page[Holder]:
    """The members whose skills the actor may see, by name, with how much the actor may see of each."""
    seen = Evidence.objects.visible_to(actor).in_force().filter(holder=OuterRef("pk")).values("holder")
    found = Holder.objects.visible_to(actor).members().select_related("person")
    if words:
        found = found.filter(name__icontains=words)
    rows = found.annotate(
        pieces=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), 0),
        skills=Coalesce(Subquery(seen.annotate(n=Count("skill", distinct=True)).values("n")), 0),
        last=Subquery(seen.annotate(at=Max("observed_at")).values("at")),
    )
    return keyset_page(rows, ["name", "pk"], after=after, before=before, size=size)


def holder_of(person_id: int, *, actor: Actor) -> Holder | None:
    """The holder of a member's evidence, when the actor may read about them and there is something to read."""
    if not actor.has(Right.READ):
        return None
    return Holder.objects.visible_to(actor).filter(person_id=person_id).first()


def known_of(
    holder: Holder, *, actor: Actor, at: datetime | None = None, phases: Iterable[Phase] = Phase
) -> list[Known]:
    """What the actor may know about each skill of somebody, in the catalogue's order."""
    now = at or timezone.now()
    sources = [source for phase in phases for source in Source.of(phase)]
    by_skill: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.visible_to(actor).in_force().filter(holder=holder, source__in=sources)
    for row in rows.oldest_first():
        by_skill[row.skill_id].append(row)
    skills = Skill.objects.filter(pk__in=by_skill).in_order()
    return [_known(skill, by_skill[skill.pk], now=now) for skill in skills]


def estimates_of(
    holder: Holder, *, actor: Actor, at: datetime | None = None, phases: Iterable[Phase] = Phase
) -> dict[str, Estimate]:
    """How good somebody probably is at each skill, by its key, as far as the actor may know."""
    return {one.skill.key: one.estimate for one in known_of(holder, actor=actor, at=at, phases=phases)}


def fit_of(holder: Holder, profile: Profile, *, actor: Actor, at: datetime | None = None) -> Fit:
    """How well somebody fits a profile, as far as the actor may know."""
    return fit(profile.wanted, estimates_of(holder, actor=actor, at=at))


def ledger_page(
    holder: Holder, skill: Skill, *, actor: Actor, after: str | None = None, before: str | None = None
) -> Page[Evidence]:
    """Every entry about one skill, the newest first; what was taken back is among them."""
    rows = Evidence.objects.visible_to(actor).filter(holder=holder, skill=skill)
    return keyset_page(rows, ["-observed_at", "-pk"], after=after, before=before, size=25)


def _known(skill: Skill, rows: Sequence[Evidence], *, now: datetime) -> Known:
    pieces = [_piece(row) for row in rows]
    by_phase: dict[Phase, list[Piece]] = defaultdict(list)
    for row, piece in zip(rows, pieces, strict=True):
        by_phase[row.phase].append(piece)
    return Known(
        skill=skill,
        estimate=estimate(pieces, at=now),
        by_phase={phase: estimate(by_phase[phase], at=now) for phase in Phase if phase in by_phase},
        pieces=pieces,
        course=course(pieces, until=now),
    )


def _piece(row: Evidence) -> Piece:
    return Piece(score=float(row.score), weight=float(row.weight), at=row.observed_at)
