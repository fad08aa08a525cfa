"""Merging customers: two records of one person become one, and two again when that was a mistake.

First, in one short step, the one leads to the other: from then on the database itself hands whatever is written for
the one to the other (the trigger `customers_follow_merge`). Then everything they have moves, a portion at a time.
"""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.customers.errors import CannotMerge, CannotUndo, NotYetThere
from pult.customers.events import CustomerMerged, CustomerUnmerged
from pult.customers.models import Access, Customer, CustomerMerge, MailedKey, Moved
from pult.customers.types import IdentityKind, MergeState
from pult.fields import operations as fields
from pult.fields.types import Audience
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish

from .belongings import Belonging, belongings, give_some_back, is_left, is_owed, move_some
from .people import index

PORTION = 500
AT_ONCE = 2_000
UNDER_WAY = (MergeState.MOVING, MergeState.LEAVING)
IDENTITIES = "customers.Identity.customer"


@transaction.atomic
def merge(customer: Customer, *, into: Customer, by: Actor, at: datetime | None = None) -> CustomerMerge:
    """Let a customer be another one from now on: all they have moves there; their number leads there."""
    at = at or timezone.now()
    source, target = _both(customer.pk, into.pk)
    _check(source, target)
    _check_restricted(source, target)
    done = CustomerMerge.objects.create(
        source=source, target=target, person_id=by.person_id or None, at=at, kept=_taken_over(source, target)
    )
    Customer.objects.filter(pk=source.pk).update(merged_into=target)
    _apply(target, {name: pair[1] for name, pair in done.kept.items()})
    fields.carry_values(Audience.CUSTOMER, source=source.pk, target=target.pk)
    _move_identities(done)
    _end_sessions(source, target)
    index(target)
    publish(CustomerMerged(customer_id=source.pk, into_id=target.pk, by=by.ref, at=at))
    jobs.defer("customers.settle_merge", lock=f"customer-merge:{done.pk}", merge_id=done.pk)
    return done


@transaction.atomic
def undo_merge(merge: CustomerMerge, *, by: Actor, at: datetime | None = None) -> Customer:
    """Make two customers of one again: each has what it had; what has come since stays with the one who stayed."""
    at = at or timezone.now()
    # First the merge, then the customers: in this order a portion that is under way takes its locks, too.
    done = CustomerMerge.objects.select_for_update(of=("self",), no_key=True).get(pk=merge.pk)
    source, target = _both(done.source_id, done.target_id)
    _check_undo(done, target)
    CustomerMerge.objects.filter(pk=done.pk).update(undone_at=at, state=MergeState.LEAVING)
    Customer.objects.filter(pk=source.pk).update(merged_into=None)
    own = {name: pair[0] for name, pair in done.kept.items() if getattr(target, name) == pair[1]}
    _apply(target, own)
    fields.give_back_values(Audience.CUSTOMER, source=source.pk, target=target.pk)
    for one in belongings():
        if one.what == IDENTITIES:
            give_some_back(one, done, AT_ONCE)
    _end_sessions(source, target)
    source.refresh_from_db()
    index(source)
    index(target)
    publish(CustomerUnmerged(customer_id=source.pk, from_id=target.pk, by=by.ref, at=at))
    jobs.defer("customers.settle_merge", lock=f"customer-merge:{done.pk}", merge_id=done.pk)
    return source


def settle_merge(merge_id: int, *, most: int | None = None) -> bool:
    """Move what is left to move, a portion at a time, at most so many rows; true when all is where it belongs.

    Raises `NotYetThere` when all that is left is being changed by others just now.
    """
    moved = 0
    while most is None or moved < most:
        step = _portion(merge_id)
        if step is None:
            return True
        if not step and most is not None:
            return False
        if not step:
            raise NotYetThere
        moved += step
    return False


@transaction.atomic
def _portion(merge_id: int) -> int | None:
    """How many rows moved; nothing is left to do when None."""
    # Whoever else settles the same merge waits, and an undo never passes a portion that is under way.
    merge = CustomerMerge.objects.select_for_update(of=("self",), no_key=True).get(pk=merge_id)
    if merge.is_settled:
        return None
    is_back = merge.state == MergeState.LEAVING
    for one in belongings():
        moved = (give_some_back if is_back else move_some)(one, merge, PORTION)
        if moved:
            CustomerMerge.objects.filter(pk=merge.pk).update(moved_count=F("moved_count") + moved)
            return moved
    if any(_is_unfinished(one, merge, is_back=is_back) for one in belongings()):
        return 0
    if is_back:
        Moved.objects.filter(merge=merge).delete()
    state = MergeState.UNDONE if is_back else MergeState.MERGED
    CustomerMerge.objects.filter(pk=merge.pk).update(state=state)
    return None


def _is_unfinished(belonging: Belonging, merge: CustomerMerge, *, is_back: bool) -> bool:
    return (is_owed if is_back else is_left)(belonging, merge)


def _both(source_id: int, target_id: int) -> tuple[Customer, Customer]:
    """Both rows, held against everybody, also against who is just writing something down for them (no_key=False).

    In the order of their numbers and one merge at a time, so that A into B and B into A never wait in a circle.
    """
    transaction_lock("customers.merge")
    rows = (
        Customer.objects.select_for_update(no_key=False).filter(pk__in={source_id, target_id}).order_by("pk")
    )
    held = {one.pk: one for one in rows}
    if source_id not in held or target_id not in held:
        raise Customer.DoesNotExist
    return held[source_id], held[target_id]


def _check(source: Customer, target: Customer) -> None:
    if source.pk == target.pk:
        raise CannotMerge(_("A customer cannot be merged with themselves."))
    if source.merged_into_id is not None or target.merged_into_id is not None:
        raise CannotMerge(_("One of them was merged with somebody already. Please look again."))
    if source.is_apart or target.is_apart:
        raise CannotMerge(_("What is kept apart from service cannot be merged with it."))
    if _is_under_way(source, target):
        raise CannotMerge(_("One of them is still being merged or taken apart. Please wait a moment."))


def _check_restricted(source: Customer, target: Customer) -> None:
    """What is for some colleagues only is not carried out to all: whoever is restricted is the one who stays."""
    firm = source.company
    if firm is not None and firm.is_restricted and target.company_id not in {None, firm.pk}:
        raise CannotMerge(
            _("%(name)s is restricted. Merge the other record into this one, so that it stays so.")
            % {"name": firm.name}
        )
    if source.is_restricted and not target.is_restricted:
        raise CannotMerge(
            _("%(name)s is restricted. Merge the other record into this one, so that it stays so.")
            % {"name": source.name}
        )
    if source.is_restricted and set(source.insiders.all()) != set(target.insiders.all()):
        raise CannotMerge(
            _(
                "Both are restricted, each to colleagues of its own. Merged, some would read what is not for them."
            )
        )


def _check_undo(done: CustomerMerge, target: Customer) -> None:
    if done.undone_at is not None:
        raise CannotUndo(_("This merge was undone already."))
    if target.merged_into_id is not None:
        raise CannotUndo(
            _("%(name)s was merged with somebody else since. Undo that merge first.") % {"name": target.name}
        )
    if done.state != MergeState.MERGED or _is_under_way(target):
        raise CannotUndo(_("One of them is still being merged or taken apart. Please wait a moment."))


def _is_under_way(*customers: Customer) -> bool:
    involved = Q(source__in=customers) | Q(target__in=customers)
    return CustomerMerge.objects.filter(involved, state__in=UNDER_WAY).exists()


def _taken_over(source: Customer, target: Customer) -> dict[str, list[Any]]:
    """What the one who stays did not know yet: each as it was and as it will be. No permission is taken over."""
    after: dict[str, Any] = {}
    if target.company_id is None and source.company_id is not None:
        after["company_id"] = source.company_id
    if not target.language and source.language:
        after["language"] = source.language
    if source.note.strip() and source.note.strip() not in target.note:
        after["note"] = f"{target.note}\n\n{source.note}".strip()
    if "@" in target.name and source.name and "@" not in source.name:
        after["name"] = source.name
    # Where the one who stays was written to, they are written to: whatever came earlier at the other one.
    if source.identities.filter(kind=IdentityKind.EMAIL).exists():
        after["main_email"] = target.main_among(target.identities.all()) or source.main_email
    return {name: [getattr(target, name), value] for name, value in after.items()}


def _apply(customer: Customer, values: dict[str, Any]) -> None:
    if values:
        Customer.objects.filter(pk=customer.pk).update(**values)
    customer.refresh_from_db()


def _move_identities(done: CustomerMerge) -> None:
    """At once, so that whoever writes from the old address is known as the one who stays."""
    (identities,) = [one for one in belongings() if one.what == IDENTITIES]
    while move_some(identities, done, AT_ONCE):
        pass


def _end_sessions(*customers: Customer) -> None:
    """Whoever is signed in to the portal as one of the two shows again who they are; mailed links are dead."""
    for customer in customers:
        Access.objects.filter(customer=customer).update(stamp=secrets.token_hex(16))
    MailedKey.objects.filter(customer__in=customers, used_at=None).delete()
