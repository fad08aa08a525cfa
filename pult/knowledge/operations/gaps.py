"""The list of what is missing: noted by searches, the bot, forms and agents, settled by those who write."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.asked import key_of, shortened
from pult.knowledge.errors import NotReady
from pult.knowledge.events import GapSettled
from pult.knowledge.models import Document, Gap
from pult.knowledge.types import GapSource, GapState

from .describing import also_ask


@transaction.atomic
def note_gap(
    question: str,
    *,
    language: str,
    source: GapSource | str,
    conversation: int | None = None,
    at: datetime | None = None,
) -> Gap | None:
    """Note a question that nothing answers; one that is on the list already counts one more."""
    at = at or timezone.now()
    key = key_of(question)
    if not key:
        return None
    asked = {"conversation": conversation} if conversation else {}
    for _turn in range(2):
        known = Gap.objects.open().filter(key=key, language=language)
        if known.update(count=F("count") + 1, last_at=at, **asked):
            return known.get()
        try:
            with transaction.atomic():
                return Gap.objects.create(
                    question=shortened(question),
                    key=key,
                    language=language,
                    source=source,
                    first_at=at,
                    last_at=at,
                    **asked,
                )
        except IntegrityError:
            continue  # somebody asked the same at the same moment
    return Gap.objects.open().filter(key=key, language=language).first()


@transaction.atomic
def answer_gap(
    gap: Gap, document: Document, *, by: Actor, alike: Iterable[Gap] = (), at: datetime | None = None
) -> None:
    """A document answers it now, and what was asked alike; it is found by these questions from now on."""
    _settle(gap, GapState.ANSWERED, by=by, at=at, document=document)
    others = [one for one in alike if one.pk != gap.pk and _settled(one, GapState.ANSWERED, by, at, document)]
    also_ask(document, [one.question for one in (gap, *others)], by=by, at=at)


@transaction.atomic
def dismiss_gap(gap: Gap, *, by: Actor, alike: Iterable[Gap] = (), at: datetime | None = None) -> None:
    """Nothing needs to be written for it, nor for what was asked alike."""
    _settle(gap, GapState.DISMISSED, by=by, at=at)
    for one in alike:
        _settled(one, GapState.DISMISSED, by, at)


@transaction.atomic
def begin_answer(gap: Gap, document: Document, *, by: Actor, at: datetime | None = None) -> None:
    """Somebody writes a document for it, which is found by the question; once it is published, it is answered."""
    if Gap.objects.open().filter(pk=gap.pk).update(document=document):
        also_ask(document, [gap.question], by=by, at=at)


def answer_published(document_id: int, *, person_id: int | None, by: str, at: datetime) -> None:
    """What a document was written for is answered when it is published."""
    for gap in Gap.objects.open().filter(document=document_id).order_by("pk"):
        changed = (
            Gap.objects.open()
            .filter(pk=gap.pk)
            .update(state=GapState.ANSWERED, settled_at=at, settled_by=person_id)
        )
        if changed:
            announce(GapSettled(gap_id=gap.pk, state=GapState.ANSWERED, by=by, at=at))


@transaction.atomic
def reopen_gap(gap: Gap, *, by: Actor) -> None:  # noqa: ARG001
    """Put it back on the list."""
    Gap.objects.filter(pk=gap.pk).update(state=GapState.OPEN, settled_at=None, settled_by=None, document=None)


def _settle(
    gap: Gap, state: GapState, *, by: Actor, at: datetime | None, document: Document | None = None
) -> None:
    if not _settled(gap, state, by, at, document):
        raise NotReady(_("Somebody has settled this already."))
    gap.refresh_from_db()


def _settled(
    gap: Gap, state: GapState, by: Actor, at: datetime | None, document: Document | None = None
) -> bool:
    """Whether it was still open, and is settled now."""
    at = at or timezone.now()
    changed = (
        Gap.objects.open()
        .filter(pk=gap.pk)
        .update(state=state, settled_at=at, settled_by=by.person_id or None, document=document)
    )
    if changed:
        announce(GapSettled(gap_id=gap.pk, state=state, by=by.ref, at=at))
    return bool(changed)
