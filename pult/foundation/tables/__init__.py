"""Tables that people bring: CSV in the alphabets of spreadsheets, and XLSX, read row by row and within bounds."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .bounds import BOUNDS, BadTable, Bounds, Row
from .separated import rows_of_text
from .workbooks import rows_of_workbook

__all__ = ["BOUNDS", "BadTable", "Bounds", "Row", "rows_of"]

OLD_EXCEL, ARCHIVE = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def rows_of(path: Path, bounds: Bounds = BOUNDS) -> Generator[Row]:
    """Every row that says something, with its number in the file; what cannot be read is a `BadTable`."""
    with path.open("rb") as file:
        start = file.read(4)
        if start == OLD_EXCEL:
            raise BadTable(
                _("This is an old Excel file, or one with a password. Save it as XLSX or CSV and try again.")
            )
        file.seek(0)
        read = rows_of_workbook if start == ARCHIVE else rows_of_text
        # Whoever stops reading in the middle lets go of the file before it is closed.
        with closing(read(file, bounds)) as rows:
            yield from (row for row in rows if any(row.cells))
