"""Verbs about fields: what is asked, of what, and when."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.fields.errors import GoesInCircles, KeyTaken
from pult.fields.events import FieldChanged
from pult.fields.models import Edition, Field, Placed, Value
from pult.fields.types import Audience, Kind, Words
from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned

MOST_DECIMALS = 6
MOST_CHOICES = 200
MOST_FIELDS = 200


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How a field shall be: everything about it that can change."""

    names: Words
    helps: Words = field(default_factory=dict)
    decimals: int = 0
    choices: Sequence[tuple[str, Words]] = ()
    default: Sequence[str] = ()
    is_required: bool = False
    is_public: bool = False
    is_personal: bool = False


@transaction.atomic
def add_field(audience: Audience, *, kind: Kind, wanted: Wanted, by: Actor, key: str = "") -> Field:
    """Ask for something more of such things."""
    renew()
    fields = Field.objects.filter(audience=audience)
    if fields.in_use().count() >= MOST_FIELDS:
        raise Invalid(_("At most %(most)s fields fit here.") % {"most": MOST_FIELDS})
    if key and fields.filter(key=key).exists():
        raise KeyTaken(_("Another field has this key."))
    last: int | None = fields.aggregate(last=Max("position"))["last"]
    made = Field.objects.create(
        audience=audience,
        key=key or _free_key(audience, wanted.names),
        kind=kind,
        position=(last or 0) + 1,
        **_columns(audience, kind, wanted, []),
    )
    publish(FieldChanged(field_id=made.pk, by=by.ref, at=timezone.now()))
    return made


@transaction.atomic
def change_field(found: Field, *, wanted: Wanted, by: Actor) -> None:
    """Call it otherwise, explain it, offer other choices. What was chosen before stays readable."""
    renew()
    columns = _columns(Audience(found.audience), Kind(found.kind), wanted, found.choices)
    Field.objects.filter(pk=found.pk).update(**columns)
    _told(found, by)


@transaction.atomic
def show_only_when(found: Field, *, other: Field | None, when: Sequence[str] = (), by: Actor) -> None:
    """Ask for a field only if another one has one of these values."""
    renew()
    step = other
    while step is not None:
        if step.pk == found.pk or step.audience != found.audience:
            raise GoesInCircles(_("A field cannot depend on itself, nor on a field of something else."))
        step = Field.objects.filter(dependents=step).first()
    if other is not None:
        _check_condition(found, other, when)
    Field.objects.filter(pk=found.pk).update(other=other, when=list(when) if other else [])
    _told(found, by)


@transaction.atomic
def move_field(found: Field, *, earlier: bool, by: Actor) -> None:
    """Ask for it one place earlier, or later."""
    renew()
    order = list(
        Field.objects.in_use().filter(audience=found.audience).in_order().values_list("pk", flat=True)
    )
    if found.pk not in order:
        return
    here = order.index(found.pk)
    there = min(max(here + (-1 if earlier else 1), 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for position, pk in enumerate(order, start=1):
        Field.objects.filter(pk=pk).update(position=position)
    _told(found, by)


@transaction.atomic
def retire_field(found: Field, *, by: Actor, at: datetime | None = None) -> bool:
    """Ask for it no longer: archived when something is written in it, else gone. True when it is archived."""
    renew()
    if waiting := found.dependents.filter(retired_at=None).first():
        raise Invalid(
            _("“%(name)s” is shown depending on this field. Change that first.") % {"name": waiting}
        )
    Placed.objects.filter(field=found).delete()
    is_kept = Value.objects.filter(field=found).exists() or found.dependents.exists()
    publish(FieldChanged(field_id=found.pk, by=by.ref, at=timezone.now()))
    if is_kept:
        Field.objects.filter(pk=found.pk, retired_at=None).update(retired_at=at or timezone.now())
        found.refresh_from_db()
    else:
        found.delete()
    return is_kept


@transaction.atomic
def restore_field(found: Field, *, by: Actor) -> None:
    """Ask for an archived field again."""
    renew()
    if found.other is not None and found.other.retired_at is not None:
        raise Invalid(_("It depends on “%(name)s”, which is archived.") % {"name": found.other})
    Field.objects.filter(pk=found.pk).update(retired_at=None)
    _told(found, by)


def renew() -> None:
    """A new edition: whoever asks from now on reads anew. One change at a time."""
    transaction_lock("fields.define")
    Edition.objects.update_or_create(pk=1, defaults={"number": secrets.randbits(62)})


def _told(found: Field, by: Actor) -> None:
    found.refresh_from_db()
    publish(FieldChanged(field_id=found.pk, by=by.ref, at=timezone.now()))


def _columns(audience: Audience, kind: Kind, wanted: Wanted, before: list[dict[str, Any]]) -> dict[str, Any]:
    names = cleaned(wanted.names)
    if not names:
        raise Invalid(_("Give it a name."))
    choices = _choices(kind, wanted.choices, before)
    offered = {one["key"] for one in choices if not one.get("gone")}
    if kind == Kind.YES_NO:
        offered = {"yes", "no"}
    default = [one for one in wanted.default if one in offered] if kind.decides else []
    return {
        "names": names,
        "helps": cleaned(wanted.helps),
        "decimals": min(wanted.decimals, MOST_DECIMALS) if kind == Kind.NUMBER else 0,
        "choices": choices,
        "default": default if kind == Kind.SEVERAL else default[:1],
        "is_required": wanted.is_required and audience == Audience.CONVERSATION,
        "is_public": wanted.is_public and audience == Audience.CONVERSATION,
        "is_personal": wanted.is_personal or audience == Audience.CUSTOMER,
    }


def _choices(
    kind: Kind, wanted: Sequence[tuple[str, Words]], before: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The choices in order, each with a key of its own; what is offered no longer stays to be read."""
    if not kind.has_choices:
        return []
    taken = {one["key"] for one in before}
    choices: list[dict[str, Any]] = []
    for key, words in wanted:
        names = cleaned(words)
        if names:
            key = key or _key_among(taken, names)
            taken.add(key)
            choices.append({"key": key, "names": names})
    if not choices:
        raise Invalid(_("A list needs at least one choice."))
    if len(choices) > MOST_CHOICES:
        raise Invalid(_("A list has at most %(most)s choices.") % {"most": MOST_CHOICES})
    kept = {one["key"] for one in choices}
    if len(kept) < len(choices):
        raise Invalid(_("Two choices are the same."))
    return choices + [{**one, "gone": True} for one in before if one["key"] not in kept]


def _free_key(audience: Audience, names: Words) -> str:
    taken = set(Field.objects.filter(audience=audience).values_list("key", flat=True))
    return _key_among(taken, names)


def _key_among(taken: set[str], names: Words) -> str:
    first = next(iter(cleaned(names).values()), "")
    slug = slugify(first.replace("đ", "d").replace("Đ", "d")).replace("-", "_")[:40].strip("_") or "field"
    return next(key for key in (slug, *(f"{slug}_{n}" for n in range(2, 1000))) if key not in taken)


def _check_condition(found: Field, other: Field, when: Sequence[str]) -> None:
    asked = other.asked
    offered = {key for key, _words in asked.options}
    if not asked.kind.decides or other.retired_at is not None:
        raise Invalid(_("“%(name)s” cannot decide what else is asked.") % {"name": other})
    if not when or set(when) - offered:
        raise Invalid(_("Choose at least one value of “%(name)s”.") % {"name": other})
    for placed in found.placed.select_related("type"):
        if not placed.type.placed.filter(field=other).exists() and other.placed.exists():
            words = {"type": placed.type, "name": other}
            raise Invalid(
                _("The form of “%(type)s” does not ask for “%(name)s”. Add it there first.") % words
            )
