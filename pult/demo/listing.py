"""The saved views of Kettle & Co.: what its people look for again and again."""

from datetime import datetime

from pult.conversations import operations as conversations
from pult.conversations.models import SavedView
from pult.conversations.queries import Filter, Rule
from pult.conversations.types import ViewOrder
from pult.foundation.actors import SYSTEM
from pult.workforce.models import Department

from .people import SUPPORT
from .stage import House

OPEN = Rule(field="category", operator="any_of", values=("open",))
LONG = Rule(field="waiting", operator="older", values=("1", "days"))
PRESSING = Rule(field="priority", operator="any_of", values=("high", "urgent"))
SOON = Rule(field="due", operator="within", values=("4", "hours"))
MINE = Rule(field="assignee", operator="any_of", values=("me",))
WITH_PICTURES = Rule(field="attachment", operator="yes")


def save_views(house: House, *, now: datetime) -> None:
    """Two for everybody, one for Support, one of Ana's own."""
    support = Department.objects.filter(name=SUPPORT).first()
    shared = (
        ("Waiting for more than a day", Filter(every=(OPEN, LONG)), ViewOrder.WAITING, None),
        ("Pressing or nearly late", Filter(every=(OPEN,), either=(PRESSING, SOON)), ViewOrder.NEWEST, None),
        ("With pictures", Filter(every=(OPEN, WITH_PICTURES)), ViewOrder.NEWEST, support),
    )
    for name, conditions, order, department in shared:
        conversations.save_view(
            SavedView(),
            name=name,
            conditions=conditions,
            order=order,
            department=department,
            by=SYSTEM,
            at=now,
        )
    conversations.save_view(
        SavedView(),
        name="Mine that press",
        conditions=Filter(every=(OPEN, MINE, PRESSING)),
        owner=house.members["Ana Horvat"],
        by=SYSTEM,
        at=now,
    )
