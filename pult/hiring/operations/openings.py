"""Verbs about openings: written, requested, approved by somebody else, published, paused, closed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.foundation.events import publish
from pult.foundation.text.tongues import Tongues, cleaned, said
from pult.hiring import queries
from pult.hiring.errors import NotReady, NotYourself
from pult.hiring.events import OpeningChanged, OpeningMoved
from pult.hiring.models import Opening
from pult.hiring.types import STANDARD_PLAN, Act, OpeningStatus
from pult.skills.models import Profile
from pult.workforce.models import Department

from .plans import Line, Step, plan_stages, set_profile

S = OpeningStatus
ACTS = {
    S.REQUESTED: Act.OPENING_REQUESTED,
    S.APPROVED: Act.OPENING_APPROVED,
    S.DRAFT: Act.OPENING_SENT_BACK,
    S.PUBLISHED: Act.OPENING_PUBLISHED,
    S.PAUSED: Act.OPENING_PAUSED,
    S.CLOSED: Act.OPENING_CLOSED,
    S.FILLED: Act.OPENING_CLOSED,
}
# Pages of the careers site that stand where an opening could.
TAKEN = {"embed", "guide", "practice"}
WRITABLE = ("titles", "summaries", "tasks", "offers", "preparations")


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What an opening says, in the languages in which it was written."""

    titles: Tongues
    summaries: Tongues = field(default_factory=dict)
    tasks: Tongues = field(default_factory=dict)
    offers: Tongues = field(default_factory=dict)
    preparations: Tongues = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Tongues]:
        """The texts without empty ones."""
        return {name: cleaned(getattr(self, name)) for name in WRITABLE}


@transaction.atomic
def draft_opening(
    texts: Texts,
    *,
    department: Department,
    by: Actor,
    profile: Profile | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Opening:
    """Write a new opening, with the standard plan and a copy of the profile."""
    if not cleaned(texts.titles):
        raise Invalid(_("Please give the opening a title in at least one language."))
    opening = Opening.objects.create(
        slug=_free_slug(texts.titles),
        department=department,
        requested_by_id=by.person_id or None,
        created_at=at or timezone.now(),
        **texts.columns,
        **_with_people(values, by),
    )
    plan_stages(opening, [Step(kind=kind, days=days, minutes=m) for kind, days, m in STANDARD_PLAN], by=by)
    if profile is not None:
        set_profile(opening, Line.of(profile), by=by)
    publish(OpeningChanged(opening_id=opening.pk, by=by.ref, at=at or timezone.now()))
    return opening


def _with_people(values: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Whoever writes an opening runs it, unless somebody else is named."""
    unnamed = [role for role in ("hiring_manager", "recruiter") if not {role, f"{role}_id"} & values.keys()]
    return values | {f"{role}_id": by.person_id or None for role in unnamed}


@transaction.atomic
def change_opening(
    opening: Opening, texts: Texts, *, by: Actor, at: datetime | None = None, **values: Any
) -> None:
    """Change what an opening says and on which terms; what is published changes at once."""
    if not cleaned(texts.titles):
        raise Invalid(_("Please give the opening a title in at least one language."))
    Opening.objects.filter(pk=opening.pk).update(**texts.columns, **values)
    opening.refresh_from_db()
    publish(OpeningChanged(opening_id=opening.pk, by=by.ref, at=at or timezone.now()))


def request_approval(opening: Opening, *, by: Actor, reason: str = "", at: datetime | None = None) -> None:
    """Ask somebody else to approve that this job may be filled."""
    values = {"requested_by_id": by.person_id or None, "approved_by": None}
    _move(opening, S.REQUESTED, only_from=(S.DRAFT,), by=by, at=at, reason=reason or opening.reason, **values)


def approve(opening: Opening, *, by: Actor, at: datetime | None = None) -> None:
    """Approve an opening that somebody else has requested."""
    if by.is_person and opening.requested_by_id == by.person_id:
        raise NotYourself(_("Somebody else has to approve what you have requested."))
    _move(opening, S.APPROVED, only_from=(S.REQUESTED,), by=by, at=at, approved_by_id=by.person_id or None)


def send_back(opening: Opening, *, by: Actor, at: datetime | None = None) -> None:
    """Say that an opening cannot be approved like this."""
    _move(opening, S.DRAFT, only_from=(S.REQUESTED, S.APPROVED), by=by, at=at, approved_by=None)


def publish_opening(opening: Opening, *, by: Actor, at: datetime | None = None) -> None:
    """Show the opening on the careers site, for the first time or again."""
    at = at or timezone.now()
    if queries.settings().inbox is None:
        raise NotReady(_("Choose in the settings of hiring from which inbox letters go out; then publish."))
    if not opening.stages.exists():
        raise NotReady(_("Plan at least one step before you publish."))
    _move(
        opening,
        S.PUBLISHED,
        only_from=(S.APPROVED, S.PAUSED),
        by=by,
        at=at,
        published_at=opening.published_at or at,
    )


def pause(opening: Opening, *, by: Actor, at: datetime | None = None) -> None:
    """Take no more applications for a while; those that have come go on."""
    _move(opening, S.PAUSED, only_from=(S.PUBLISHED,), by=by, at=at)


def close(opening: Opening, *, by: Actor, is_filled: bool = False, at: datetime | None = None) -> None:
    """End an opening, filled or not. Candidates in it stay where they are and still get their answer."""
    at = at or timezone.now()
    _move(
        opening,
        S.FILLED if is_filled else S.CLOSED,
        only_from=(S.DRAFT, S.REQUESTED, S.APPROVED, S.PUBLISHED, S.PAUSED),
        by=by,
        at=at,
        ended_at=at,
    )


@transaction.atomic
def _move(
    opening: Opening,
    status: OpeningStatus,
    *,
    only_from: tuple[OpeningStatus, ...],
    by: Actor,
    at: datetime | None,
    **values: Any,
) -> None:
    before = opening.status
    standing = Opening.objects.filter(
        pk=opening.pk, status=before, status__in=[str(one) for one in only_from]
    )
    if not standing.update(status=status, **values):
        raise SomebodyWasFaster(_("The opening stands differently by now. Look again."))
    opening.refresh_from_db()
    record(
        ACTS[status], by=by, about=f"opening:{opening.pk}", about_name=said(opening.titles, "en"), at=at,
        before={"status": before}, after={"status": str(status)},
    )  # fmt: skip
    publish(
        OpeningMoved(opening_id=opening.pk, status=status, before=before, by=by.ref, at=at or timezone.now())
    )


def _free_slug(titles: Tongues) -> str:
    stem = slugify(said(titles, "en").replace("đ", "dj"))[:60] or "opening"
    taken = TAKEN | set(Opening.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )
