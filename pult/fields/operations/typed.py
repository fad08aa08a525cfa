"""Verbs about types of conversations and their forms."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.fields.events import TypeChanged
from pult.fields.models import Field, Placed, Type
from pult.fields.types import Audience, Words
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned

from .defining import renew

MOST_TYPES = 100


@transaction.atomic
def add_type(*, names: Words, is_public: bool = False, by: Actor) -> Type:
    """Tell a new type of conversations apart."""
    renew()
    if Type.objects.in_use().count() >= MOST_TYPES:
        raise Invalid(_("At most %(most)s types fit here.") % {"most": MOST_TYPES})
    last: int | None = Type.objects.aggregate(last=Max("position"))["last"]
    made = Type.objects.create(names=_named(names), is_public=is_public, position=(last or 0) + 1)
    _told(made, by)
    return made


@transaction.atomic
def change_type(found: Type, *, names: Words, is_public: bool, fields: Sequence[Field], by: Actor) -> None:
    """Call it otherwise; ask for these fields, in this order."""
    renew()
    _check_form(fields)
    Type.objects.filter(pk=found.pk).update(names=_named(names), is_public=is_public)
    Placed.objects.filter(type=found).delete()
    Placed.objects.bulk_create(
        Placed(type=found, field=field, position=position) for position, field in enumerate(fields, start=1)
    )
    found.refresh_from_db()
    _told(found, by)


@transaction.atomic
def move_type(found: Type, *, earlier: bool, by: Actor) -> None:
    """Offer it one place earlier, or later."""
    renew()
    order = list(Type.objects.in_use().in_order().values_list("pk", flat=True))
    if found.pk not in order:
        return
    here = order.index(found.pk)
    there = min(max(here + (-1 if earlier else 1), 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for position, pk in enumerate(order, start=1):
        Type.objects.filter(pk=pk).update(position=position)
    _told(found, by)


@transaction.atomic
def retire_type(found: Type, *, by: Actor, at: datetime | None = None) -> None:
    """Offer it no longer; the conversations that have it keep it."""
    renew()
    Type.objects.filter(pk=found.pk, retired_at=None).update(retired_at=at or timezone.now())
    found.refresh_from_db()
    _told(found, by)


@transaction.atomic
def restore_type(found: Type, *, by: Actor) -> None:
    """Offer an archived type again."""
    renew()
    Type.objects.filter(pk=found.pk).update(retired_at=None)
    found.refresh_from_db()
    _told(found, by)


def _named(names: Words) -> Words:
    found = cleaned(names)
    if not found:
        raise Invalid(_("Give it a name."))
    return found


def _told(found: Type, by: Actor) -> None:
    publish(TypeChanged(type_id=found.pk, by=by.ref, at=timezone.now()))


def _check_form(fields: Sequence[Field]) -> None:
    """Only fields of conversations, once each, and with each the one that decides whether it is shown."""
    keys = {one.pk for one in fields}
    if len(keys) < len(fields) or any(one.audience != Audience.CONVERSATION for one in fields):
        raise Invalid(_("These fields cannot stand in a form together."))
    for one in fields:
        other = one.other
        if other is not None and other.pk not in keys and other.placed.exists():
            words = {"name": one, "other": other}
            raise Invalid(_("“%(name)s” is shown depending on “%(other)s”. Add that one, too.") % words)
