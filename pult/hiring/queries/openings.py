"""Questions about openings: the list of the house, and what the public sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.hiring.models import Opening, OpeningSkill, Question, Stage
from pult.hiring.types import ACTIVE, OpeningStatus, Right

ENDED = (OpeningStatus.CLOSED, OpeningStatus.FILLED)


def opening_list(
    actor: Actor, *, show: str = "", after: str | None = None, before: str | None = None
) -> Page[Opening]:
    """Openings as this person sees them, with how many candidates are active and how many wait too long."""
    waiting = Q(applications__state=ACTIVE)
    late = waiting & Q(applications__promised_by__lt=timezone.now())
    rows = Opening.objects.visible_to(actor).select_related("department", "recruiter")
    if show != "all":
        rows = rows.filter(status__in=ENDED) if show == "ended" else rows.exclude(status__in=ENDED)
    rows = rows.annotate(
        active=Count("applications", filter=waiting, distinct=True),
        late=Count("applications", filter=late, distinct=True),
    )
    return keyset_page(rows, ("-id",), after=after, before=before)


def people_who(right: Right) -> "QuerySet[Person]":
    """Everybody who holds one of the rights of hiring."""
    holders = Person.objects.active().filter(Q(all_rights=True) | Q(rights__contains=[str(right)]))
    found: QuerySet[Person] = holders.order_by("name")
    return found


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What visitors of the careers site are looking for."""

    department: str = ""
    place: str = ""
    employment: str = ""


def published(choice: Choice = Choice(), *, at: datetime | None = None) -> list[Opening]:
    """The openings on the careers site, the newest first, as far as they fit the choice."""
    today = timezone.localdate(at or timezone.now())
    rows = Opening.objects.published().filter(Q(closes_on=None) | Q(closes_on__gte=today))
    if choice.department.isdigit():
        rows = rows.filter(department_id=int(choice.department))
    if choice.employment:
        rows = rows.filter(employment=choice.employment)
    if choice.place == "remote":
        rows = rows.filter(is_remote=True)
    elif choice.place:
        rows = rows.filter(places__contains=[choice.place])
    return list(rows.select_related("department").order_by(F("published_at").desc(), "-pk"))


def public_opening(slug: str) -> Opening | None:
    """An opening with everything that its public page tells, published or not."""
    skills = OpeningSkill.objects.select_related("skill").order_by("-is_must_have", "-weight", "pk")
    rows = Opening.objects.select_related("department__calendar").prefetch_related(
        Prefetch("stages", Stage.objects.in_order()),
        Prefetch("skills", skills),
        Prefetch("questions", Question.objects.order_by("position")),
    )
    return rows.filter(slug=slug).exclude(published_at=None).first()


def choices_of(openings: list[Opening]) -> dict[str, Any]:
    """What there is to choose from: departments, places, kinds of employment."""
    return {
        "departments": sorted(
            {(one.department_id, one.department.name) for one in openings}, key=lambda d: d[1]
        ),
        "places": sorted({place for one in openings for place in one.places}),
        "has_remote": any(one.is_remote for one in openings),
        "employments": sorted({(one.employment, one.get_employment_display()) for one in openings}),
    }
