"""What is written in the fields of things."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pult.fields.models import Value
from pult.fields.types import Asked, Audience, Given, Kind


def values_of(audience: Audience, thing_id: int) -> dict[str, Given]:
    """What is written in the fields of one thing, those of archived fields as well; one statement."""
    return values_of_many(audience, [thing_id]).get(thing_id, {})


def values_of_many(audience: Audience, things: Iterable[int]) -> dict[int, dict[str, Given]]:
    """The same of many things; one statement as well."""
    rows: dict[tuple[int, str, str], list[Value]] = defaultdict(list)
    found = Value.objects.filter(thing_id__in=list(things), field__audience=audience).select_related("field")
    for row in found.order_by("thing_id", "field__position", "field_id", "place"):
        rows[(row.thing_id, row.field.key, row.field.kind)].append(row)
    values: dict[int, dict[str, Given]] = defaultdict(dict)
    for (thing, key, kind), held in rows.items():
        values[thing][key] = _value(kind, held)
    return dict(values)


def known_values(audience: Audience, thing_id: int, asked: Sequence[Asked]) -> dict[str, Given]:
    """What is written in these fields of one thing; no statement where nothing is asked."""
    return values_of(audience, thing_id) if asked else {}


def uses(field_id: int) -> int:
    """How often something is written in a field, counted up to a thousand."""
    return Value.objects.filter(field=field_id)[:1000].count()


def _value(kind: str, rows: list[Value]) -> Given:
    if kind == Kind.SEVERAL:
        return tuple(row.word or "" for row in rows)
    held: Given = rows[0].held
    if isinstance(held, Decimal):
        return held.quantize(Decimal(1)) if held == held.to_integral() else held.normalize()
    return held == "yes" if kind == Kind.YES_NO else held
