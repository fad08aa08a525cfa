"""When people were at work: shifts with a break, now and then a day off, so that reports tell of believable months."""

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.workforce import operations as workforce
from pult.workforce.types import Presence

from .stage import House

DAYS = 90
DAYS_OFF = 0.06
SATURDAY = 5
FULL_TIME = 40


def attend(house: House, names: tuple[str, ...], *, now: datetime) -> None:
    """Everybody's last three months, up to yesterday; who is there now says so afterwards."""
    zone = timezone.get_default_timezone()
    today = timezone.localdate(now, zone)
    for name in names:
        dice = random.Random(f"attending-{name}")
        begins = time(7 + len(name) % 3)
        for back in range(DAYS, 0, -1):
            day = today - timedelta(days=back)
            if day.weekday() < SATURDAY and dice.random() > DAYS_OFF:
                _shift(house, name, datetime.combine(day, begins, zone), dice)


def _shift(house: House, name: str, begins: datetime, dice: random.Random) -> None:
    member, minute = house.members[name], timedelta(minutes=1)
    at, part = begins + dice.randrange(-12, 18) * minute, float(member.hours_per_week) / FULL_TIME
    for presence, minutes in (
        (Presence.AVAILABLE, dice.randrange(170, 260) * part),
        (Presence.AWAY, dice.randrange(25, 50)),
        (Presence.AVAILABLE, dice.randrange(180, 250) * part),
        (Presence.OFFLINE, 0),
    ):
        workforce.set_presence(member, presence, by=SYSTEM, at=at)
        at += minutes * minute
