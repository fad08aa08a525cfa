"""What was looked for, and how sure an answer has to be."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.knowledge.asked import key_of, shortened
from pult.knowledge.models import FindingSettings, Search
from pult.knowledge.types import Act, GapSource, SearchSource

from .gaps import note_gap
from .measuring import measure_search

KEPT_FOR = timedelta(days=400)
# What such a source finds nothing for is a gap at once; others say themselves what they could not answer.
TELLS_GAPS = {
    SearchSource.CENTRE: GapSource.SEARCH,
    SearchSource.CHAT: GapSource.SEARCH,
    SearchSource.FORM: GapSource.FORM,
}


@transaction.atomic
def note_search(
    text: str,
    *,
    language: str,
    source: SearchSource | str,
    found: int,
    certainty: float,
    at: datetime | None = None,
) -> Search | None:
    """Remember what was looked for; what found nothing is something still to be written. Nothing typed is nothing."""
    at = at or timezone.now()
    key = key_of(text)
    if not key:
        return None
    search = Search.objects.create(
        text=shortened(text),
        key=key,
        language=language,
        source=source,
        found=found,
        certainty=round(certainty, 3),
        at=at,
    )
    measure_search(search)
    if not found and (gap := TELLS_GAPS.get(SearchSource(source))):
        note_gap(text, language=language, source=gap, at=at)
    return search


def forget_searches(*, at: datetime | None = None) -> int:
    """Let go of searches that are older than a year and a month."""
    old = Search.objects.filter(at__lt=(at or timezone.now()) - KEPT_FOR)
    return old.delete()[0]


@transaction.atomic
def change_certainty(value: float, *, by: Actor) -> FindingSettings:
    """Say how sure an answer has to be before it is given as the answer."""
    settings, _made = FindingSettings.objects.update_or_create(pk=1, defaults={"certain_enough": value})
    record(Act.CERTAINTY_CHANGED, by=by, about="finding:1", after={"certain_enough": value})
    return settings
