"""How much a table may hold before it is taken for a trap, and what is said then."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from pult.foundation.errors import Invalid

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BadTable(Invalid):
    """The file cannot be read as a table."""

    code = "bad_table"


class Row(NamedTuple):
    """A row: which it is in the file, counted from one, and its cells as words."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Bounds:
    """The most that is read: columns and letters of a row, letters of a cell, bytes of an unpacked workbook."""

    columns: int = 200
    cell: int = 100_000
    row: int = 1_000_000
    unpacked: int = 500_000_000
    shared: int = 50_000_000


BOUNDS = Bounds()


def checked(number: int, cells: Iterable[str], bounds: Bounds) -> Row:
    """The row, without the signs that no database stores, if it keeps to the bounds."""
    row = Row(number, [_storable(cell) for cell in cells])
    if len(row.cells) > bounds.columns:
        raise too_wide(number, bounds)
    if any(len(cell) > bounds.cell for cell in row.cells):
        raise too_long(number)
    return row


def too_wide(number: int, bounds: Bounds) -> BadTable:
    """There are more columns than anybody fills by hand."""
    return BadTable(
        _("Row %(number)d has more than %(most)d columns.") % {"number": number, "most": bounds.columns}
    )


def too_long(number: int) -> BadTable:
    """A cell or a row holds a book."""
    return BadTable(
        _("Row %(number)d is too long. A quotation mark may be missing before it.") % {"number": number}
    )


def _storable(cell: str) -> str:
    return UNSTORABLE.sub("", cell).strip()
