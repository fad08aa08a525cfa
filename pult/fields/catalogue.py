"""What can be asked for: kept in memory, and read again as soon as its edition has changed."""

from collections import OrderedDict
from typing import Final

from django.db.models import QuerySet

from pult.fields.models import Edition, Field, Placed, Type
from pult.fields.types import Catalogue

NOTHING: Final = Catalogue()
MOST_KEPT = 4
_KEPT: OrderedDict[int, Catalogue] = OrderedDict()


def edition() -> "QuerySet[Edition, int]":
    """Which fields and types there are, as one number; to be asked along with another question."""
    return Edition.objects.order_by("pk").values_list("number", flat=True)[:1]


def catalogue() -> Catalogue:
    """The fields and types as they are now; one small statement while nothing about them changes."""
    return catalogue_of(edition().first())


def catalogue_of(number: int | None) -> Catalogue:
    """The fields and types of an edition that was asked for just now; no statement when it is known."""
    if not number:
        return NOTHING
    found = _KEPT.get(number)
    if found is None:
        found = _KEPT[number] = _read()
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return found


def _read() -> Catalogue:
    fields = Field.objects.in_use().select_related("other").in_order()
    keys: dict[int, list[str]] = {}
    placed = Placed.objects.order_by("position", "pk").values_list("type_id", "field__key")
    for type_id, key in placed:
        keys.setdefault(type_id, []).append(key)
    types = Type.objects.order_by("position", "pk")
    return Catalogue(
        fields=tuple(one.asked for one in fields),
        types=tuple(one.as_asked(tuple(keys.get(one.pk, ()))) for one in types),
    )
