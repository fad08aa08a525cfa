"""What is promised to whom."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.calendars.models import Calendar
from pult.conversations.queries import Filter
from pult.conversations.types import Priority
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.sla import queries
from pult.sla.events import PolicyChanged
from pult.sla.models import Policy, Promise
from pult.sla.types import Target
from pult.workforce.models import Department

Promises = Mapping[tuple[Target, Priority], timedelta | None]
RESPONSE_HOURS = {Priority.URGENT: 1, Priority.HIGH: 4, Priority.NORMAL: 8, Priority.LOW: 16}
STANDARD_HOURS = {
    Target.FIRST_RESPONSE: RESPONSE_HOURS,
    Target.NEXT_RESPONSE: RESPONSE_HOURS,
    Target.RESOLUTION: {Priority.URGENT: 8, Priority.HIGH: 16, Priority.NORMAL: 40, Priority.LOW: 80},
}


@transaction.atomic
def open_policy(
    name: str,
    *,
    by: Actor,
    department: Department | None = None,
    channels: Iterable[str] = (),
    conditions: Filter | None = None,
    calendar: Calendar | None = None,
    promises: Promises | None = None,
    at: datetime | None = None,
) -> Policy:
    """Promise something of its own to some conversations; the first policy that matches counts."""
    _check(name, conditions=conditions)
    last = Policy.objects.order_by("-position").values_list("position", flat=True).first()
    policy = Policy.objects.create(
        name=name.strip(),
        department=department,
        channels=list(channels),
        conditions=_kept(conditions),
        calendar=calendar,
        position=(last or 0) + 1,
    )
    set_promises(policy, promises=promises or {}, by=by, at=at)
    return policy


@transaction.atomic
def open_default_policy(*, by: Actor, at: datetime | None = None) -> Policy:
    """See that there is a policy for everybody: the one that every installation begins with."""
    found = Policy.objects.filter(is_default=True).first()
    if found is not None:
        return found
    policy = Policy.objects.create(name=_("Standard"), is_default=True)
    promises = {
        (target, priority): timedelta(hours=hours)
        for target, by_priority in STANDARD_HOURS.items()
        for priority, hours in by_priority.items()
    }
    set_promises(policy, promises=promises, by=by, at=at)
    return policy


@transaction.atomic
def change_policy(
    policy: Policy,
    *,
    name: str,
    by: Actor,
    department: Department | None = None,
    channels: Iterable[str] = (),
    conditions: Filter | None = None,
    calendar: Calendar | None = None,
    at: datetime | None = None,
) -> None:
    """Call a policy otherwise, or let it hold for others or in other opening hours."""
    _check(name, policy, conditions=conditions)
    Policy.objects.filter(pk=policy.pk).update(
        name=name.strip(),
        department=department,
        channels=list(channels),
        conditions={} if policy.is_default else _kept(conditions),
        calendar=calendar,
    )
    policy.refresh_from_db()
    publish(PolicyChanged(by=by.ref, at=at or timezone.now(), policy_id=policy.pk))


@transaction.atomic
def move_policy(policy: Policy, *, earlier: bool, by: Actor, at: datetime | None = None) -> None:
    """Have a policy tried one place earlier, or later; the default always comes last."""
    if policy.is_default:
        raise Invalid(_("The default policy is tried last."))
    order = list(
        Policy.objects.select_for_update(no_key=True).filter(is_default=False).in_order()
    )  # two may move at once
    here = order.index(policy)
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        Policy.objects.filter(pk=one.pk).exclude(position=position).update(position=position)
    publish(PolicyChanged(by=by.ref, at=at or timezone.now(), policy_id=policy.pk))


@transaction.atomic
def set_promises(policy: Policy, *, promises: Promises, by: Actor, at: datetime | None = None) -> None:
    """Say within which opening time what is promised, by priority; running clocks keep the target they have."""
    if any(within is not None and within <= timedelta(0) for within in promises.values()):
        raise Invalid(_("A target takes some time; leave it empty to promise nothing."))
    Promise.objects.filter(policy=policy).delete()
    Promise.objects.bulk_create(
        Promise(policy=policy, target=target, priority=priority, within=within)
        for (target, priority), within in promises.items()
        if within
    )
    publish(PolicyChanged(by=by.ref, at=at or timezone.now(), policy_id=policy.pk))


@transaction.atomic
def drop_policy(policy: Policy, *, by: Actor, at: datetime | None = None) -> None:
    """Promise nothing of its own any longer; the next policy that matches counts."""
    if policy.is_default:
        raise Invalid(_("The default policy stays; empty its targets to promise nothing."))
    publish(PolicyChanged(by=by.ref, at=at or timezone.now(), policy_id=policy.pk))
    Policy.objects.filter(pk=policy.pk).delete()


def _check(name: str, policy: Policy | None = None, *, conditions: Filter | None = None) -> None:
    if not name.strip():
        raise Invalid(_("Please give the policy a name."))
    named = Policy.objects.filter(name=name.strip()).first()
    if named is not None and named != policy:
        raise Invalid(_("Another policy has that name already."))
    if conditions is not None and list(conditions):
        conditions.check()
        for rule in conditions:
            if not queries.is_askable(rule.field):
                label = rule.condition.label if rule.condition else rule.field
                raise Invalid(_("“%(name)s” cannot be asked here.") % {"name": label})


def _kept(conditions: Filter | None) -> dict[str, Any]:
    return conditions.as_json() if conditions is not None and list(conditions) else {}
