"""What a checklist says, as somebody changes it in its dialog."""

from typing import NamedTuple

from django.http import QueryDict

from pult.checklists.types import LONGEST_ITEM, MOST_ITEMS
from pult.conversations.models import Checklist

BLANK_ROWS = 2


class Row(NamedTuple):
    """One item: its number, if it has one already, and its words."""

    pk: int | None
    text: str


def rows_of(checklist: Checklist) -> list[Row]:
    """The items as they stand."""
    return [Row(one.pk, str(one)) for one in checklist.items.order_by("position", "pk")]


def rows_sent(sent: QueryDict) -> list[Row]:
    """The items as they were sent, in their order; one of them a place further where a button asks for it."""
    pairs = zip(sent.getlist("item"), sent.getlist("text"), strict=False)
    rows = [
        Row(int(pk) if pk.isdecimal() else None, text.strip()[: LONGEST_ITEM + 1])
        for pk, text in list(pairs)[: MOST_ITEMS + BLANK_ROWS]
    ]
    way, _dash, place = sent.get("move", "").partition("-")
    if not place.isdecimal() or int(place) >= len(rows):
        return rows
    here = int(place)
    there = min(max(here + (-1 if way == "up" else 1), 0), len(rows) - 1)
    rows.insert(there, rows.pop(here))
    return rows
