"""Questions about fields."""

from collections import defaultdict

from pult.fields.models import Field, Value
from pult.fields.types import Audience, Given, Kind


def fields_for(audience: Audience) -> list[Field]:
    """The fields that such things have, in order; one statement."""
    return list(Field.objects.in_use().filter(audience=audience).select_related("other").in_order())


def values_of(audience: Audience, thing_id: int) -> dict[str, Given]:
    """What is written in the fields of one thing, those of retired fields as well; one statement."""
    rows: dict[Field, list[Value]] = defaultdict(list)
    found = Value.objects.filter(thing_id=thing_id, field__audience=audience).select_related("field")
    for row in found.order_by("field__position", "field_id", "place"):
        rows[row.field].append(row)
    return {field.key: _value(field, rows[field]) for field in rows}


def _value(field: Field, rows: list[Value]) -> Given:
    if field.kind == Kind.SEVERAL:
        return tuple(row.word or "" for row in rows)
    row = rows[0]
    if row.number is not None:
        return row.number
    if row.day is not None:
        return row.day
    return row.word == "yes" if field.kind == Kind.YES_NO else row.word or row.long or ""
