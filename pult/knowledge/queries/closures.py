"""Questions about closures: what is told right now, what comes, what overlaps, and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.knowledge.closing import calendars_of
from pult.knowledge.models import Document, Translation
from pult.knowledge.models.closures import Closure
from pult.knowledge.types import DocumentKind
from pult.knowledge.types.closures import OF_WHOLE_DAYS, Phase
from pult.workforce.models import Department

PAST_SHOWN = 50


def current(department: Department | None = None, at: datetime | None = None) -> list[Closure]:
    """What customers are told at this moment, what comes first, first. One statement.

    With a department also what concerns only that one; without, only what concerns the whole house. Ask a closure for
    its words with `text_in(language, place)`, and with `has_begun(at)` whether it only lies ahead.
    """
    told = Closure.objects.told_at(at or timezone.now()).concerning(department)
    return list(told.order_by("begins_at", "pk"))


def words_for(
    department: Department | None, *, language: str, at: datetime | None = None, place: str = "reply"
) -> tuple[str, ...]:
    """What is to be said about closures at a place, in one language.

    Of what only comes, what the banner says: a reply's own words are written for the day itself.
    """
    at = at or timezone.now()
    said = (
        closure.text_in(language, place if closure.has_begun(at) else "banner")
        for closure in current(department, at)
    )
    return tuple(dict.fromkeys(said))


@dataclass(frozen=True, kw_only=True)
class Board:
    """The list of closures: what holds now, what comes, what is being prepared, what is over."""

    now: list[Closure]
    coming: list[Closure]
    drafts: list[Closure]
    past: list[Closure]


def board(actor: Actor, *, at: datetime) -> Board:
    """Every closure that this person may see, by time."""
    seen = Closure.objects.visible_to(actor)
    named = Prefetch("departments", queryset=Department.objects.order_by("name"))
    running = list(seen.announced().overlapping(at, None).prefetch_related(named).order_by("begins_at", "pk"))
    drafts = seen.filter(announced_at=None).prefetch_related(named).order_by("begins_at", "pk")
    over = seen.exclude(announced_at=None).exclude(pk__in=[one.pk for one in running])
    past = over.prefetch_related(named).order_by(F("begins_at").desc(), "-pk")[:PAST_SHOWN]
    return Board(
        now=[one for one in running if one.phase(at) == Phase.NOW],
        coming=[one for one in running if one.phase(at) == Phase.COMING],
        drafts=list(drafts),
        past=list(past),
    )


def overlaps(closure: Closure) -> list[Closure]:
    """Other announced closures in the same time that concern some of the same departments."""
    others = Closure.objects.announced().exclude(pk=closure.pk)
    others = others.overlapping(closure.begins_at, closure.ends_at).prefetch_related("departments")
    mine = {department.pk for department in closure.departments.all()}
    return [other for other in others.order_by("begins_at", "pk") if _meet(mine, other)]


def _meet(mine: set[int], other: Closure) -> bool:
    theirs = {department.pk for department in other.departments.all()}
    return not mine or not theirs or bool(mine & theirs)


def also_closing(closure: Closure) -> list[Department]:
    """Departments that are not meant, but keep to the same opening hours and would close as well."""
    if closure.kind not in OF_WHOLE_DAYS or not closure.departments.exists():
        return []
    same = Department.objects.filter(calendar__in=calendars_of(closure))
    return list(same.exclude(pk__in=closure.departments.values("pk")).order_by("name"))


def templates(actor: Actor) -> list[tuple[int, str]]:
    """The closure templates that can be used, by title."""
    documents = Document.objects.visible_to(actor).in_use().filter(kind=DocumentKind.CLOSURE).published()
    rows = Translation.objects.published().filter(document__in=documents, language=F("document__language"))
    return list(rows.order_by("title").values_list("document_id", "title"))


def departments_in_words(departments: Iterable[Department]) -> str:
    """Whom it concerns, in a line."""
    return ", ".join(department.name for department in departments) or _("The whole house")
