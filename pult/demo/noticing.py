"""What everybody was told, and what they have looked at: all but the last day's."""

from datetime import datetime, timedelta

from pult.accounts.models import Person
from pult.notifications import operations as notifications

FRESH = timedelta(hours=20)


def look_through(*, now: datetime) -> None:
    """Colleagues keep their lists short."""
    for person in Person.objects.filter(is_active=True).order_by("pk"):
        notifications.mark_all_read(by=person.actor, up_to=now - FRESH, at=now)
