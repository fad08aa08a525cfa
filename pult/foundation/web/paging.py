"""Keyset paging: page one thousand costs what page one costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
    backwards = before is not None
    cursor = after if after is not None else before
    asked = query.order_by(*(_turned(order) if backwards else order))
    if cursor is not None:
        asked = asked.filter(_beyond(order, _read(cursor, len(order)), backwards=backwards))
    rows = list(asked[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    goes_on, goes_back = (True, more) if backwards else (more, cursor is not None)
    return Page(
        rows=rows,
        after=_write(rows[-1], order) if rows and goes_on else None,
        before=_write(rows[0], order) if rows and goes_back else None,
    )


def _turned(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def _beyond(order: Sequence[str], values: list[Any], *, backwards: bool) -> Q:
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
    plain = [{"at": value.isoformat()} if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> list[Any]:
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [
            datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value for value in plain
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("This page address is damaged.") from error
    if len(values) != length or any(isinstance(value, list) for value in values):
        raise Invalid("This page address is damaged.")
    return values
