"""A test in one way, whatever the wishes are."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.accounts.models import Person
from pult.notifications import letters
from pult.notifications.models import Browser, KeptNotice
from pult.notifications.testing import TEST, TRIED
from pult.notifications.types import Way

from .keeping import announce
from .pushing import send_test


@transaction.atomic
def send_test_by(way: Way, person: Person, *, at: datetime | None = None) -> None:
    """Send somebody a test in one way: into their list, by letter, or to each of their browsers."""
    at = at or timezone.now()
    if way == Way.MAIL:
        letters.test(person).send()
    elif way == Way.PUSH:
        for browser in Browser.objects.visible_to(person.actor):
            send_test(browser, at=at)
    else:
        given = {
            "kinds": [TEST.key],
            "count": 1,
            "at": at,
            "read_at": None,
            "done_at": None,
            "is_listed": True,
        }
        KeptNotice.objects.update_or_create(person=person, thing=TRIED.of(0), defaults=given)
        announce([person.pk])
