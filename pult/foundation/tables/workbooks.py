"""XLSX: the first sheet of a workbook, unpacked piece by piece and never further than the bounds."""

import zipfile
import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from .bounds import BadTable, Bounds, Row
from .cells import Formats, SheetCells, Strings, formats_of
from .marking import Marked, attributes_of

PIECE = 1 << 16
MOST_PARTS = 10_000
MOST_FRAME = 5_000_000
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, expat.ExpatError, KeyError,
    ValueError, OverflowError, OSError,
)  # fmt: skip
PLAINLY_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def rows_of_workbook(file: BinaryIO, bounds: Bounds) -> Generator[Row]:
    """The rows of the first sheet."""
    try:
        with zipfile.ZipFile(file) as box:
            yield from _Workbook(box, bounds).rows()
    except BROKEN as broken:
        raise BadTable(
            _("This file cannot be read as an Excel workbook. Save it as XLSX or CSV and try again.")
        ) from broken


class _Workbook:
    def __init__(self, box: zipfile.ZipFile, bounds: Bounds) -> None:
        self.box, self.bounds, self.left = box, bounds, bounds.unpacked
        if len(box.infolist()) > MOST_PARTS:
            raise _too_much()

    def rows(self) -> Iterator[Row]:
        sheet, is_1904 = self._first_sheet()
        cells = SheetCells(self._shared(), self._formats(is_1904=is_1904), self.bounds)
        marked = Marked(cells.begin, cells.end, cells.say)
        for piece in self._pieces(sheet):
            marked.take(piece)
            yield from cells.taken()
        marked.close()
        yield from cells.taken()

    def _first_sheet(self) -> tuple[str, bool]:
        book = b"".join(self._pieces("xl/workbook.xml", MOST_FRAME))
        ways = b"".join(self._pieces("xl/_rels/workbook.xml.rels", MOST_FRAME))
        first, *_others = attributes_of(book, "sheet")
        about = next(iter(attributes_of(book, "workbookPr")), {})
        targets = {way["Id"]: way["Target"] for way in attributes_of(ways, "Relationship")}
        target = targets[first["id"]]
        path = target[1:] if target.startswith("/") else f"xl/{target}"
        return path, about.get("date1904") in {"1", "true"}

    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.box.namelist():
            return []
        strings = Strings(self.bounds.shared)
        marked = Marked(strings.begin, strings.end, strings.say)
        for piece in self._pieces("xl/sharedStrings.xml"):
            marked.take(piece)
            if strings.is_too_much:
                raise _too_much()
        return strings.found

    def _formats(self, *, is_1904: bool) -> Formats:
        if "xl/styles.xml" not in self.box.namelist():
            return Formats((), is_1904=is_1904)
        return formats_of(b"".join(self._pieces("xl/styles.xml", MOST_FRAME)), is_1904=is_1904)

    def _pieces(self, name: str, most: int | None = None) -> Iterator[bytes]:
        info = self.box.getinfo(name)
        if info.compress_type not in PLAINLY_PACKED:
            raise zipfile.BadZipFile
        with self.box.open(info) as part:
            while piece := part.read(PIECE):
                self.left -= len(piece)
                most = most if most is None else most - len(piece)
                if self.left < 0 or (most is not None and most < 0):
                    raise _too_much()
                yield piece


def _too_much() -> BadTable:
    return BadTable(_("This workbook unpacks to more than can be read. Save the sheet as CSV and try again."))
