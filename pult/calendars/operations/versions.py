"""Putting changed opening hours in force."""

from datetime import datetime

from django.utils import timezone

from pult.calendars import queries
from pult.calendars.events import HoursChanged
from pult.calendars.models import Calendar, HoursVersion
from pult.calendars.storing import as_json
from pult.foundation.actors import Actor
from pult.foundation.events import publish


def put_in_force(calendar: Calendar, *, by: Actor, at: datetime | None = None) -> None:
    """Make a version of what is written down now, unless nothing has changed, and tell of it."""
    at = at or timezone.now()
    # Locked so that two people who change one calendar at once make two versions, one after the other.
    locked = (
        Calendar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version")
        .get(pk=calendar.pk)
    )
    content, before = as_json(queries.written_down(locked)), locked.version
    if before is None or before.content != content:
        version = HoursVersion.objects.create(calendar=locked, content=content)
        Calendar.objects.filter(pk=locked.pk).update(version=version)
        publish(
            HoursChanged(
                by=by.ref,
                at=at,
                calendar_id=locked.pk,
                before_id=before.pk if before else None,
                version_id=version.pk,
            )
        )
    calendar.refresh_from_db(fields=["version"])
