"""Keyset paging: page one thousand costs what page one costs."""

import base64
import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from pult.foundation.errors import Invalid

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and how to go on: `after` and `before` are opaque cursors, None at an end."""

    rows: list[M]
    after: str | None
    before: str | None


@dataclass(frozen=True)
class Way:
    """How a list is walked: its order, the direction, and the values of the row to go on from."""

    order: tuple[str, ...]
    values: tuple[Any, ...] | None
    backwards: bool
    size: int

    @property
    def form(self) -> Hashable:
        """What decides the text of the question; its values do not."""
        return self.order, self.values is None, self.backwards, self.size

    def asked(self, query: "QuerySet[M]", values: Sequence[Any] | None = None) -> "QuerySet[M]":
        """The query cut to this page, and one row more to see whether it goes on."""
        query = query.order_by(*(_turned(self.order) if self.backwards else self.order))
        place = self.values if values is None else values
        if place is not None:
            query = query.filter(_beyond(self.order, place, backwards=self.backwards))
        return query[: self.size + 1]

    def page(self, rows: list[M]) -> Page[M]:
        """What was found, as a page."""
        more = len(rows) > self.size
        rows = rows[: self.size]
        if self.backwards:
            rows.reverse()
        goes_on, goes_back = (True, more) if self.backwards else (more, self.values is not None)
        return Page(
            rows=rows,
            after=_write(rows[-1], self.order) if rows and goes_on else None,
            before=_write(rows[0], self.order) if rows and goes_back else None,
        )


def way(order: Sequence[str], *, after: str | None = None, before: str | None = None, size: int = 50) -> Way:
    """The way that two cursors tell. Raises Invalid when one was made up."""
    cursor = after if after is not None else before
    values = None if cursor is None else tuple(_read(cursor, len(order)))
    return Way(tuple(order), values, backwards=after is None and before is not None, size=size)


def keyset_page(
    query: "QuerySet[M]",
    order: Sequence[str],
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> Page[M]:
    """One page of the query in this order (all ascending or all descending; end with a unique column, no nulls).

    Raises Invalid when a cursor was made up.
    """
    walked = way(order, after=after, before=before, size=size)
    return walked.page(list(walked.asked(query)))


def _turned(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def _beyond(order: Sequence[str], values: Sequence[Any], *, backwards: bool) -> Q:
    """Rows past the cursor. The first column is bounded on its own too, so that an index is walked, not filtered."""
    descending = order[0].startswith("-") != backwards
    names = [name.lstrip("-") for name in order]
    operator = "lt" if descending else "gt"
    condition = Q()
    for position, name in enumerate(names):
        equal = Q(**{names[earlier]: values[earlier] for earlier in range(position)})
        condition |= equal & Q(**{f"{name}__{operator}": values[position]})
    return Q(**{f"{names[0]}__{operator}e": values[0]}) & condition


def _write(row: models.Model, order: Sequence[str]) -> str:
    values = [getattr(row, name.lstrip("-")) for name in order]
    plain = [_plain(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _of_plain(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["on"]) if "on" in value else datetime.fromisoformat(value["at"])


def _read(cursor: str, length: int) -> list[Any]:
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [_of_plain(value) for value in plain]
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("This page address is damaged.") from error
    if len(values) != length or any(isinstance(value, list) for value in values):
        raise Invalid("This page address is damaged.")
    return values
