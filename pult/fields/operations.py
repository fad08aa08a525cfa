"""Verbs about fields and what is written in them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.fields.errors import GoesInCircles, KeyTaken, UnknownField
from pult.fields.events import FieldChanged
from pult.fields.models import Field, Value
from pult.fields.queries import fields_for, values_of
from pult.fields.types import Audience, Given, Kind, Words, shown
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned

MOST_DECIMALS = 6


@transaction.atomic
def add_field(
    audience: Audience,
    *,
    key: str,
    kind: Kind,
    names: Words,
    by: Actor,
    decimals: int = 0,
    choices: tuple[tuple[str, Words], ...] = (),
) -> Field:
    """Ask for something more of such things."""
    names = cleaned(names)
    if not names:
        raise Invalid(_("Give it a name."))
    if kind.has_choices and not choices:
        raise Invalid(_("A list needs at least one choice."))
    if Field.objects.filter(audience=audience, key=key).exists():
        raise KeyTaken(_("Another field has this key."))
    last: int | None = Field.objects.filter(audience=audience).aggregate(last=Max("position"))["last"]
    field = Field.objects.create(
        audience=audience,
        key=key,
        kind=kind,
        names=names,
        decimals=min(decimals, MOST_DECIMALS),
        choices=[{"key": one, "names": cleaned(words)} for one, words in choices],
        position=(last or 0) + 1,
    )
    publish(FieldChanged(field_id=field.pk, by=by.ref, at=timezone.now()))
    return field


@transaction.atomic
def show_only_when(field: Field, *, other: Field | None, when: tuple[str, ...] = (), by: Actor) -> None:
    """Ask for a field only if another one has one of these values."""
    with connection.cursor() as cursor:  # two at once could close a circle together
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('fields.show_only_when'))")
    step = other
    while step is not None:
        if step.pk == field.pk or step.audience != field.audience:
            raise GoesInCircles(_("A field cannot depend on itself, nor on a field of something else."))
        step = Field.objects.filter(dependents=step).first()
    Field.objects.filter(pk=field.pk).update(other=other, when=list(when) if other else [])
    field.refresh_from_db()
    publish(FieldChanged(field_id=field.pk, by=by.ref, at=timezone.now()))


@transaction.atomic
def retire_field(field: Field, *, by: Actor, at: datetime | None = None) -> None:
    """Ask for it no longer; what was written stays readable."""
    if Field.objects.filter(pk=field.pk, retired_at=None).update(retired_at=at or timezone.now()):
        field.refresh_from_db()
        publish(FieldChanged(field_id=field.pk, by=by.ref, at=timezone.now()))


@transaction.atomic
def set_values(audience: Audience, thing_id: int, given: Mapping[str, Given | None]) -> dict[str, Given]:
    """Write values into fields of one thing; nothing empties a field, and what is hidden is not saved."""
    fields = {field.key: field for field in fields_for(audience)}
    if unknown := sorted(set(given) - set(fields)):
        raise UnknownField(_("There is no such field: %(keys)s.") % {"keys": ", ".join(unknown)})
    after = {**values_of(audience, thing_id), **given}
    visible = shown(
        [field.shape for field in fields.values()], {k: v for k, v in after.items() if v is not None}
    )
    touched = [fields[key] for key in given if key in visible]
    Value.objects.filter(thing_id=thing_id, field__in=touched).delete()
    Value.objects.bulk_create(
        Value(field=field, thing_id=thing_id, place=place, **columns)
        for field in touched
        for place, columns in enumerate(_columns(field, given[field.key]))
    )
    return values_of(audience, thing_id)


def forget_values(audience: Audience, thing_id: int) -> int:
    """Take away everything that is written in the fields of one thing, in retired ones as well."""
    return Value.objects.filter(thing_id=thing_id, field__audience=audience).delete()[0]


def _columns(field: Field, value: Given | None) -> list[dict[str, Any]]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [{"word": "yes" if value else "no"}]
    if isinstance(value, Decimal):
        return [{"number": value}]
    if isinstance(value, date):
        return [{"day": value}]
    if isinstance(value, tuple):
        return [{"word": one} for one in value]
    return [{"long" if field.kind == Kind.LONG else "word": value}]
