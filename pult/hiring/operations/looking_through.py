"""Verbs of the application check: answers and documents are looked through once, behind the scenes, and kept."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pult.foundation import jobs, live
from pult.foundation.files.errors import Missing
from pult.foundation.files.operations import read
from pult.foundation.text.spelling import places
from pult.hiring.documents import text_of
from pult.hiring.models import Answer, Application, ApplicationFile, LookedThrough


def look_through_later(application: Application) -> None:
    """Have an application looked through, unless that was done or waits already."""
    answers, files = _waiting(application)
    if answers or files:
        jobs.defer(
            "hiring.look_through", once=f"hiring.look_through:{application.pk}", application_id=application.pk
        )


def look_through(application_id: int, *, at: datetime | None = None) -> int:
    """Find the places to look in what came in since; each text is looked through once."""
    at = at or timezone.now()
    application = Application.objects.get(pk=application_id)
    answers, files = _waiting(application)
    rows = [*(_looked(one.text, answer=one, at=at) for one in answers), *(_read(one, at=at) for one in files)]
    with transaction.atomic():
        LookedThrough.objects.bulk_create(rows, ignore_conflicts=True)
        live.announce(f"application:{application.pk}")
    return len(rows)


def _waiting(application: Application) -> tuple[list[Answer], list[ApplicationFile]]:
    none = Q(looked_through=None)
    files = application.files.filter(none).select_related("file")
    return list(application.answers.filter(none)), list(files)


def _read(file: ApplicationFile, *, at: datetime) -> LookedThrough:
    try:
        text = text_of(read(file.file), file.file.content_type)
    except Missing:
        text = None
    if text is None:
        return LookedThrough(file=file, is_read=False, at=at)
    return _looked(text, file=file, at=at)


def _looked(text: str, *, at: datetime, **about: Any) -> LookedThrough:
    # PostgreSQL keeps no NUL in a text; places are counted in what is kept.
    text = text.replace("\0", " ")
    slips = [[one.start, one.end, one.slip.value, list(one.suggestions)] for one in places(text)]
    return LookedThrough(text=text, slips=slips, at=at, **about)
