"""Choosing: how a department treats those who wait, and how much of a channel somebody takes."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.inboxes.types import Channel
from pult.routing.events import QueueRulesChanged, RoomChanged
from pult.routing.models import QueueRules, Room
from pult.routing.types import Rules
from pult.workforce.models import Department, Member

from .offering import offer_next, withdraw_offers


@transaction.atomic
def set_rules(department: Department, rules: Rules, *, by: Actor, at: datetime | None = None) -> None:
    """Choose how a department treats those who wait in its queue."""
    at = at or timezone.now()
    values = {name: getattr(rules, name) for name in Rules.__dataclass_fields__}
    _check(QueueRules(department=department, **values))
    QueueRules.objects.update_or_create(department=department, defaults=values)
    publish(QueueRulesChanged(department_id=department.pk, by=by.ref, at=at))
    offer_next(by=by, at=at)


@transaction.atomic
def set_room(
    member: Member,
    channel: Channel,
    *,
    by: Actor,
    is_taking: bool,
    is_audible: bool = True,
    capacity: int | None = None,
    at: datetime | None = None,
) -> None:
    """Say whether somebody takes this channel, and how much of it at once; without a number as the department says."""
    at = at or timezone.now()
    _check(Room(member=member, channel=channel, is_taking=is_taking, capacity=capacity))
    Room.objects.update_or_create(
        member=member,
        channel=channel,
        defaults={"is_taking": is_taking, "is_audible": is_audible, "capacity": capacity},
    )
    publish(RoomChanged(member_id=member.pk, channel=channel, is_taking=is_taking, by=by.ref, at=at))
    if not is_taking:
        withdraw_offers(member, by=by, at=at)
    offer_next(channel, by=by, at=at)


def _check(row: QueueRules | Room) -> None:
    try:
        row.clean_fields(exclude=["department", "member"])
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
