"""Readers: what they read, whether it helped, and whether they asked all the same."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from pult.foundation.actors import NOBODY, Actor
from pult.foundation.events import publish as announce
from pult.knowledge import metrics
from pult.knowledge.events import DocumentRated
from pult.knowledge.models import Feedback, Translation, Visit
from pult.metrics import operations as ledger
from pult.metrics.types import Measurement

A_DAY = timedelta(hours=24)
KEPT_FOR = timedelta(days=14)
LONGEST_COMMENT = 1000
COUNT_READING = """
    INSERT INTO knowledge_dayofreading (translation_id, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (translation_id, day) DO UPDATE SET count = knowledge_dayofreading.count + 1
"""
COUNT_VISIT = """
    INSERT INTO knowledge_visit AS known (trace, began_at, last_at, articles, searches)
    VALUES (%(trace)s, %(at)s, %(at)s, %(articles)s, %(searches)s)
    ON CONFLICT (trace) DO UPDATE SET last_at = greatest(known.last_at, excluded.last_at),
        articles = known.articles + excluded.articles, searches = known.searches + excluded.searches
"""


@transaction.atomic
def note_reading(translation: Translation, *, trace: str = "", at: datetime | None = None) -> None:
    """Count that a text was read, and that somebody on their way through the help centre has read one."""
    at = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_READING, [translation.pk, timezone.localdate(at)])
    _visit(trace, at=at, articles=1)


def note_looking(trace: str, *, at: datetime | None = None) -> None:
    """Count that somebody on their way through the help centre has searched."""
    _visit(trace, at=at or timezone.now(), searches=1)


def note_request(trace: str, *, at: datetime | None = None) -> None:
    """Somebody who was in the help centre has asked all the same, by a form or in a chat."""
    Visit.objects.filter(trace=trace, asked_at=None).update(asked_at=at or timezone.now())


@transaction.atomic
def settle_visits(*, at: datetime | None = None) -> int:
    """Count the visits that are a day old: served by the help centre alone, or not. Returns how many."""
    at = at or timezone.now()
    over = list(Visit.objects.filter(counted_at=None, began_at__lte=at - A_DAY).order_by("began_at")[:1000])
    ledger.record_many(one for visit in over for one in _measured(visit))
    Visit.objects.filter(pk__in=[visit.pk for visit in over]).update(counted_at=at)
    Visit.objects.filter(began_at__lt=at - KEPT_FOR).exclude(counted_at=None).delete()
    return len(over)


@transaction.atomic
def record_feedback(
    translation: Translation,
    *,
    is_helpful: bool,
    comment: str = "",
    trace: str = "",
    by: Actor = NOBODY,
    at: datetime | None = None,
) -> Feedback:
    """A reader says whether it helped. Who says so twice on a day has changed their mind; words said before stay."""
    at = at or timezone.now()
    words = comment.replace("\x00", "").strip()[:LONGEST_COMMENT]
    # Whoever clicks twice at once must not become two readers.
    known = (
        Feedback.objects.select_for_update(no_key=True)
        .filter(translation=translation, trace=trace or None)
        .first()
    )
    given = known or Feedback(translation=translation, trace=trace, revision=0)
    if words and words != given.comment:
        given.comment, given.dealt_at, given.dealt_by = words, None, None
    if known is not None and known.is_helpful == is_helpful:
        given.save(update_fields=["comment", "dealt_at", "dealt_by"])
        return given
    given.is_helpful, given.at, given.revision = is_helpful, at, given.revision + 1
    given.save()
    announce(
        DocumentRated(
            document_id=translation.document_id,
            feedback_id=given.pk,
            revision=given.revision,
            is_helpful=is_helpful,
            by=by.ref,
            at=at,
        )
    )
    return given


def _visit(trace: str, *, at: datetime, articles: int = 0, searches: int = 0) -> None:
    if not trace:
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT_VISIT, {"trace": trace, "at": at, "articles": articles, "searches": searches})


def _measured(visit: Visit) -> list[Measurement]:
    key = f"visit:{visit.pk}"
    has_asked = visit.asked_at is not None and visit.asked_at < visit.began_at + A_DAY
    if not visit.articles and not has_asked:
        return []
    alone = float(bool(visit.articles) and not has_asked)
    found = [Measurement(metric=metrics.SELF_SERVICE, key=key, at=visit.began_at, value=alone)]
    if visit.articles:
        found.append(Measurement(metric=metrics.DEFLECTION, key=key, at=visit.began_at, value=alone))
    return found
