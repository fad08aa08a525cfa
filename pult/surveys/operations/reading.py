"""The one door to what was answered: it hides what would tell on somebody, and notes who looked at which part."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.errors import DomainError
from pult.surveys import results
from pult.surveys.models import Look, Survey
from pult.surveys.results import Results, Wanted
from pult.surveys.types import Act, Right

# So many parts of one anonymous survey on one day are worth a line in the audit log.
MANY_PARTS = 20


class NotYours(DomainError):
    """Results are for those who have the right to read them."""

    code = "results_not_yours"
    status = 403


@transaction.atomic
def read_results(survey: Survey, wanted: Wanted, *, by: Actor, at: datetime | None = None) -> Results:
    """Count the answers as far as they may be shown, and remember who looked at which part of an anonymous survey."""
    if not by.has(Right.READ_RESULTS):
        raise NotYours(_("You may not read the results of surveys."))
    if survey.is_anonymous and wanted.part:
        _note_look(survey, wanted, by=by, at=at or timezone.now())
    return results.results(survey, wanted)


@transaction.atomic
def export_results(survey: Survey, wanted: Wanted, *, by: Actor, at: datetime | None = None) -> Results:
    """Take the results out of the house; what is hidden on the page is hidden in the file, and the audit log knows."""
    found = read_results(survey, wanted, by=by, at=at)
    audit.record(
        Act.EXPORTED,
        by=by,
        about=f"survey:{survey.pk}",
        about_name=survey.name,
        after={"part": wanted.part},
        at=at,
    )
    return found


def answers_under_names(survey: Survey, wanted: Wanted, *, by: Actor) -> Iterator[results.Row]:
    """Answer by answer, for a file; nothing where answers are anonymous."""
    if not by.has(Right.READ_RESULTS):
        raise NotYours(_("You may not read the results of surveys."))
    return results.raw_rows(survey, wanted)


def _note_look(survey: Survey, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    today = timezone.localdate(at)
    part = f"{wanted.wave or ''} {wanted.part}".strip()[:200]
    _look, is_new = Look.objects.get_or_create(survey=survey, who=by.ref, on=today, part=part)
    seen = Look.objects.filter(survey=survey, who=by.ref, on=today).count() if is_new else 0
    if seen == MANY_PARTS:
        audit.record(
            Act.SLICED_OFTEN,
            by=by,
            about=f"survey:{survey.pk}",
            about_name=survey.name,
            after={"parts": seen, "last": part},
            at=at,
        )
