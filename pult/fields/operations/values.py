"""Writing into the fields of a thing, carrying it to another one, forgetting it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pult.fields.errors import UnknownField
from pult.fields.models import Value
from pult.fields.queries.values import values_of_many
from pult.fields.types import NO, YES, Asked, Audience, Given, Kind, shown


@transaction.atomic
def write_values(
    asked: Iterable[Asked], audience: Audience, thing_id: int, given: Mapping[str, Given | None]
) -> list[str]:
    """Write values into the fields that are asked of one thing; which of them changed.

    Nothing empties a field. What the other values hide is not saved, and what was hidden keeps what it had.
    """
    return write_many(asked, audience, {thing_id: given}).get(thing_id, [])


@transaction.atomic
def write_many(
    asked: Iterable[Asked], audience: Audience, given: Mapping[int, Mapping[str, Given | None]]
) -> dict[int, list[str]]:
    """The same for many things; as few statements as for one. Which fields of which changed."""
    fields = {field.key: field for field in asked}
    if unknown := sorted({key for values in given.values() for key in values} - set(fields)):
        raise UnknownField(
            _("There is no such field: %(keys)s.") % {"keys": ", ".join(unknown)}, keys=unknown
        )
    known = values_of_many(audience, given)
    touched = {
        thing: changed
        for thing, values in given.items()
        if (changed := _changed(fields, known.get(thing, {}), values))
    }
    if touched:
        _clear({(thing, field.pk) for thing, changed in touched.items() for field in changed})
        Value.objects.bulk_create(
            Value(field_id=field.pk, thing_id=thing, place=place, **columns)
            for thing, changed in touched.items()
            for field in changed
            for place, columns in enumerate(_columns(field, given[thing][field.key]))
        )
    return {thing: [field.key for field in changed] for thing, changed in touched.items()}


def _changed(
    fields: Mapping[str, Asked], before: Mapping[str, Given], given: Mapping[str, Given | None]
) -> list[Asked]:
    after = {key: value for key, value in {**before, **given}.items() if value is not None}
    visible = shown(fields.values(), after)
    return [fields[key] for key in given if key in visible and before.get(key) != given[key]]


def _clear(places: set[tuple[int, int]]) -> None:
    """Take away what stands in these fields of these things."""
    found = Value.objects.filter(
        thing_id__in={thing for thing, _field in places}, field__in={field for _thing, field in places}
    )
    rows = found.values_list("pk", "thing_id", "field_id")
    gone = [pk for pk, thing, field in rows if (thing, field) in places]
    if gone:
        Value.objects.filter(pk__in=gone).delete()


@transaction.atomic
def carry_values(audience: Audience, *, source: int, target: int) -> int:
    """Give a thing what another one knows and it does not; how many rows. The other one keeps its own."""
    known = Value.objects.filter(thing_id=target, field__audience=audience).values("field")
    found = Value.objects.filter(thing_id=source, field__audience=audience).exclude(field__in=known)
    rows = [
        Value(
            field_id=one.field_id,
            thing_id=target,
            place=one.place,
            word=one.word,
            number=one.number,
            day=one.day,
            long=one.long,
            carried_from=source,
        )
        for one in found
    ]
    Value.objects.bulk_create(rows)
    return len(rows)


def give_back_values(audience: Audience, *, source: int, target: int) -> None:
    """Take away again what was carried from a thing, as far as nobody has changed it since."""
    Value.objects.filter(thing_id=target, carried_from=source, field__audience=audience).delete()


def forget_values(audience: Audience, thing_id: int, *, only_personal: bool = False) -> int:
    """Take away what is written in the fields of one thing, in archived ones as well; all, or what names a person."""
    found = Value.objects.filter(thing_id=thing_id, field__audience=audience)
    return (found.filter(field__is_personal=True) if only_personal else found).delete()[0]


def _columns(field: Asked, value: Given | None) -> list[dict[str, Any]]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [{"word": YES if value else NO}]
    if isinstance(value, Decimal):
        return [{"number": value}]
    if isinstance(value, date):
        return [{"day": value}]
    if isinstance(value, tuple):
        return [{"word": one} for one in value]
    return [{"long" if field.kind == Kind.LONG else "word": value}]
