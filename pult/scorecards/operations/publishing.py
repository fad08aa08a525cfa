"""Publishing a version: from then on it never changes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.scorecards.errors import NeverChanges, NotReady
from pult.scorecards.events import ScorecardPublished
from pult.scorecards.models import Scorecard, Version
from pult.scorecards.storing import content_of

from .writing import lock_draft, must_be_seen


@transaction.atomic
def publish_draft(version: Version, *, by: Actor, seen: str = "", at: datetime | None = None) -> Version:
    """Judge with this version from now on. It never changes; what was judged with earlier ones stays as it was.

    `seen` is the fingerprint of the draft that was looked at.
    """
    at = at or timezone.now()
    lock_draft(version)
    whole = Version.objects.whole().get(pk=version.pk)
    must_be_seen(seen, content_of(whole))
    _must_be_whole(whole)
    if not Version.objects.filter(pk=version.pk, published_at=None).update(published_at=at):
        raise NeverChanges(_("This version is published already."))
    Scorecard.objects.filter(pk=version.scorecard_id).update(titles=whole.titles)
    publish(
        ScorecardPublished(
            scorecard_id=version.scorecard_id,
            version_id=version.pk,
            number=version.number,
            by=by.ref,
            at=at,
        )
    )
    version.refresh_from_db()
    return version


def _must_be_whole(version: Version) -> None:
    sections = list(version.sections.all())
    if not version.criteria_in_order:
        raise NotReady(_("A scorecard needs at least one criterion before it can be published."))
    if any(not section.criteria.all() for section in sections):
        raise NotReady(_("A section has no criteria. Give it some, or take it out."))
