"""Letters about notices: everything that waits for one person in one letter, once, and nothing that they have read."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.notifications import letters, queries
from pult.notifications.models import KeptNotice

AT_ONCE = 200


def write_due(*, at: datetime | None = None) -> int:
    """Write to everybody to whom a letter is due. Returns how many letters."""
    at = at or timezone.now()
    due = KeptNotice.objects.filter(mail_due_at__lte=at).order_by("person").values_list("person", flat=True)
    return sum(write_to(pk, at=at) for pk in due.distinct()[:AT_ONCE])


@transaction.atomic
def write_to(person_id: int, *, at: datetime) -> bool:
    """Tell one person by letter of all that waits for one. The letter and its mark are one transaction."""
    # Two workers may look at the same minute: only one of them finds what is due.
    waiting = KeptNotice.objects.select_for_update(no_key=True).filter(
        person=person_id, mail_due_at__isnull=False
    )
    notices = list(waiting.order_by("-at", "-pk"))
    readers = queries.readers([person_id])
    if readers and (later := readers[0].quiet_until(at)):
        KeptNotice.objects.filter(pk__in=[one.pk for one in notices]).update(mail_due_at=later)
        return False
    KeptNotice.objects.filter(pk__in=[one.pk for one in notices]).update(mail_due_at=None)
    unread = [one for one in notices if one.read_at is None]
    if not unread or not readers or readers[0].wishes.no_mail:
        return False
    reader = readers[0]
    lines = [line for line in queries.lines_of(unread, reader.person.actor) if line.thing is not None]
    if lines:
        letters.digest(reader.person, lines, shows_words=reader.wishes.shows_words).send()
    return bool(lines)
