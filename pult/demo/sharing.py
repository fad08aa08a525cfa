"""Who gets what in Support: in turn, what is technical to whoever masters it; and who is on holiday."""

from datetime import datetime, timedelta

from django.utils import timezone

from pult.foundation.actors import Actor
from pult.routing import operations as routing
from pult.routing.types import Method
from pult.skills.models import Skill
from pult.workforce import operations as workforce

from .people import SUPPORT
from .stage import House

LEVELS = {"Ana Horvat": 3, "Lea Novak": 5, "Ivan Kovač": 2, "Sara Weber": 4}


def share_the_work(house: House, *, by: Actor, now: datetime) -> None:
    """As a department does it that has thought about it."""
    support = house.departments[SUPPORT]
    routing.set_method(support, Method.ROUND_ROBIN, by=by, at=now)
    routing.set_returning(support, return_minutes=30, silent_minutes=None, by=by, at=now)
    skill = Skill.objects.get(key="product_knowledge")
    routing.ask_for_skill(support, skill, level=4, tag="abroad", patience_minutes=60, by=by, at=now)
    for name, level in LEVELS.items():
        if name in house.members:
            routing.set_competences(house.members[name], {skill: level}, by=by, at=now)
    away, deputy = house.members["Ana Horvat"], house.members["Lea Novak"]
    first = timezone.localdate(now) + timedelta(days=21)
    workforce.plan_absence(
        away, first_on=first, last_on=first + timedelta(days=9), deputy=deputy, by=by, at=now
    )
