"""Writing a scorecard: everything happens in its draft, of which there is one at a time."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.text.tongues import cleaned, said
from pult.scorecards.content import CriterionContent
from pult.scorecards.errors import NotReady
from pult.scorecards.models import Criterion, Scorecard, Section, Version
from pult.scorecards.storing import columns, content_of, criterion_content, section_content
from pult.skills.models import Skill
from pult.skills.types import Source

from .writing import lock_draft, must_be_seen, must_stand_as, titled, write

Words = dict[str, str]
Said = tuple[Words, Words]
Row = TypeVar("Row", Section, Criterion)
GENERAL = {"en": "General", "hr": "Općenito", "sr-latn": "Opšte"}


@transaction.atomic
def start_scorecard(titles: Words, *, by: Actor, source: Source = Source.REVIEW) -> Version:
    """Begin a new scorecard; its draft has one section to begin with."""
    titles = titled(titles, _("Please give the scorecard a title of at most 200 letters."))
    scorecard = Scorecard.objects.create(key=_free_key(titles), titles=titles, source=source)
    draft = Version.objects.create(scorecard=scorecard, number=1, titles=titles, made_by=by.ref)
    Section.objects.create(version=draft, key="general", position=1, titles=GENERAL)
    return draft


@transaction.atomic
def start_draft(scorecard: Scorecard, *, by: Actor) -> Version:
    """Go on writing: the draft that is there, else a copy of the newest version. What was published stays."""
    transaction_lock(f"scorecards.draft:{scorecard.pk}")
    newest = scorecard.versions.whole().newest_first().first()
    if newest is None or newest.is_draft:
        return newest or Version.objects.create(
            scorecard=scorecard, number=1, titles=scorecard.titles, made_by=by.ref
        )
    draft = Version.objects.create(
        scorecard=scorecard,
        number=newest.number + 1,
        titles=newest.titles,
        intros=newest.intros,
        made_by=by.ref,
    )
    write(draft, content_of(newest))
    return draft


@transaction.atomic
def discard_draft(version: Version, *, by: Actor, seen: str = "") -> None:  # noqa: ARG001
    """Throw a draft away; a scorecard that was never published goes with it. `seen` is what was looked at."""
    lock_draft(version)
    must_be_seen(seen, content_of(Version.objects.whole().get(pk=version.pk)))
    scorecard = version.scorecard
    Version.objects.filter(pk=version.pk, published_at=None).delete()
    if not scorecard.versions.exists():
        Scorecard.objects.filter(pk=scorecard.pk).delete()


@transaction.atomic
def put_away(scorecard: Scorecard, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Judge with it no more; what was judged stays readable."""
    Scorecard.objects.filter(pk=scorecard.pk, archived_at=None).update(archived_at=at or timezone.now())
    scorecard.refresh_from_db()


@transaction.atomic
def take_out(scorecard: Scorecard, *, by: Actor) -> None:  # noqa: ARG001 - every verb says who acts
    """Judge with it again."""
    Scorecard.objects.filter(pk=scorecard.pk).update(archived_at=None)
    scorecard.refresh_from_db()


@transaction.atomic
def change_words(
    version: Version,
    *,
    titles: Words,
    intros: Words,
    by: Actor,  # noqa: ARG001 - every verb says who acts
    over: Said | None = None,
) -> None:
    """Give a draft another title or introduction. `over` are those that the writer saw."""
    lock_draft(version)
    if over is not None:
        must_stand_as(over, Version.objects.values_list("titles", "intros").get(pk=version.pk))
    titles = titled(titles, _("Please give the scorecard a title of at most 200 letters."))
    Version.objects.filter(pk=version.pk).update(titles=titles, intros=cleaned(intros), shipped="")
    version.refresh_from_db()


@transaction.atomic
def add_section(version: Version, *, titles: Words, by: Actor) -> Section:  # noqa: ARG001
    """Add a section at the end."""
    lock_draft(version)
    titles = titled(titles, _("Please give the section a title of at most 200 letters."))
    keys = set(version.sections.values_list("key", flat=True))
    return Section.objects.create(
        version=version,
        key=_key(titles, keys, "section"),
        position=_last(version.sections.aggregate(last=Max("position"))) + 1,
        titles=titles,
    )


@transaction.atomic
def change_section(
    section: Section,
    *,
    titles: Words,
    helps: Words,
    by: Actor,  # noqa: ARG001 - every verb says who acts
    over: Said | None = None,
) -> None:
    """Call a section otherwise. `over` are the words that the writer saw."""
    lock_draft(section.version)
    if over is not None:
        must_stand_as(over, Section.objects.values_list("titles", "helps").get(pk=section.pk))
    titles = titled(titles, _("Please give the section a title of at most 200 letters."))
    Section.objects.filter(pk=section.pk).update(titles=titles, helps=cleaned(helps))
    section.refresh_from_db()


@transaction.atomic
def move_section(section: Section, *, up: bool, by: Actor) -> None:  # noqa: ARG001
    """Put a section before its neighbour, or behind."""
    lock_draft(section.version)
    rows = list(section.version.sections.order_by("position", "pk"))
    Section.objects.bulk_update(_moved(rows, section, up=up), ["position"])


@transaction.atomic
def drop_section(section: Section, *, by: Actor, seen: str = "") -> None:  # noqa: ARG001
    """Take a section out, with its criteria. `seen` is the fingerprint of the section that was looked at."""
    lock_draft(section.version)
    found = Version.objects.whole().get(pk=section.version_id).sections.all()
    for one in found:
        if one.pk == section.pk:
            must_be_seen(seen, section_content(one))
    Section.objects.filter(pk=section.pk).delete()


@transaction.atomic
def add_criterion(section: Section, *, titles: Words, by: Actor) -> Criterion:  # noqa: ARG001
    """Add a criterion at the end of a section, a scale from 1 to 5 to begin with."""
    lock_draft(section.version)
    titles = titled(titles, _("Please say what is judged, in at most 200 letters."))
    keys = set(section.version.criteria.values_list("key", flat=True))
    return Criterion.objects.create(
        version=section.version,
        section=section,
        key=_key(titles, keys, "criterion"),
        position=_last(section.criteria.aggregate(last=Max("position"))) + 1,
        titles=titles,
    )


@transaction.atomic
def change_criterion(
    criterion: Criterion,
    *,
    content: CriterionContent,
    by: Actor,  # noqa: ARG001 - every verb says who acts
    over: CriterionContent | None = None,
) -> None:
    """Judge otherwise from the next version on. `over` is the criterion that the writer saw."""
    lock_draft(criterion.version)
    if over is not None:
        must_stand_as(over, criterion_content(_again(criterion)))
    titled(content.titles, _("Please say what is judged, in at most 200 letters."))
    if not content.lowest <= content.low_until < content.highest:
        raise NotReady(_("A low mark lies on the scale, below its highest point."))
    if content.weight <= 0:
        raise NotReady(_("A criterion weighs more than nothing."))
    skills = dict(Skill.objects.values_list("key", "pk"))
    Criterion.objects.filter(pk=criterion.pk).update(**columns(content, skills))
    criterion.refresh_from_db()


@transaction.atomic
def move_criterion(criterion: Criterion, *, up: bool, by: Actor) -> None:  # noqa: ARG001
    """Put a criterion before its neighbour, or behind; at the edge of its section it goes over to the next."""
    lock_draft(criterion.version)
    rows = list(criterion.section.criteria.order_by("position", "pk"))
    is_at_edge = rows[0 if up else -1] == criterion
    if is_at_edge and (other := _neighbour(criterion.section, up=up)):
        there = list(other.criteria.order_by("position", "pk"))
        Criterion.objects.filter(pk=criterion.pk).update(section=other)
        rows = _numbered([*there, criterion] if up else [criterion, *there])
        Criterion.objects.bulk_update(rows, ["position"])
        return
    Criterion.objects.bulk_update(_moved(rows, criterion, up=up), ["position"])


@transaction.atomic
def drop_criterion(criterion: Criterion, *, by: Actor, seen: str = "") -> None:  # noqa: ARG001
    """Ask this no longer, from the next version on. `seen` is the fingerprint of what was looked at."""
    lock_draft(criterion.version)
    must_be_seen(seen, criterion_content(_again(criterion)))
    Criterion.objects.filter(pk=criterion.pk).delete()


def _again(criterion: Criterion) -> Criterion:
    """The criterion as it is now that nobody else writes."""
    return Criterion.objects.select_related("skill").get(pk=criterion.pk)


def _neighbour(section: Section, *, up: bool) -> Section | None:
    rows = list(section.version.sections.order_by("position", "pk"))
    at = rows.index(section) + (-1 if up else 1)
    return rows[at] if 0 <= at < len(rows) else None


def _moved(rows: list[Row], row: Row, *, up: bool) -> list[Row]:
    at = rows.index(row)
    to = min(max(at + (-1 if up else 1), 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    return _numbered(rows)


def _numbered(rows: list[Row]) -> list[Row]:
    for place, one in enumerate(rows, start=1):
        one.position = place
    return rows


def _last(found: dict[str, int | None]) -> int:
    return found["last"] or 0


def _free_key(titles: Words) -> str:
    return _key(titles, set(Scorecard.objects.values_list("key", flat=True)), "scorecard")


def _key(titles: Words, taken: set[str], otherwise: str) -> str:
    stem = slugify(said(titles, "en")).replace("-", "_")[:50] or otherwise
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
