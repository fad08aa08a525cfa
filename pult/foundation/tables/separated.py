"""CSV: whichever alphabet and sign between the columns a spreadsheet has written."""

import codecs
import csv
import io
from collections.abc import Generator, Iterator
from typing import BinaryIO

from .bounds import Bounds, Row, checked, too_long

PIECE = 1 << 16
SIGNS = ",;\t"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def rows_of_text(file: BinaryIO, bounds: Bounds) -> Generator[Row]:
    """The rows of a file of text."""
    text = io.TextIOWrapper(file, encoding=alphabet_of(file), errors="replace", newline="")
    try:
        yield from _rows(text, bounds)
    finally:
        text.detach()


def alphabet_of(file: BinaryIO) -> str:
    """How the letters are written; what is not UTF-8 comes from an older Windows of this part of the world."""
    start = file.read(PIECE)
    file.seek(0)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 > len(start) and start:
        return "utf-16-le" if odd >= even else "utf-16-be"
    return "utf-8" if _is_utf8(file) else "cp1250"


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _rows(text: io.TextIOWrapper, bounds: Bounds) -> Iterator[Row]:
    lines = _Lines(text, bounds)
    reader = csv.reader(lines, delimiter=lines.sign)
    csv.field_size_limit(max(csv.field_size_limit(), bounds.row))
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise too_long(lines.number) from None
        yield checked(lines.number, cells, bounds)


class _Lines:
    """The lines, as long as those of one row are not more than a row may hold."""

    def __init__(self, text: io.TextIOWrapper, bounds: Bounds) -> None:
        self.text, self.most = text, bounds.row
        self.line, self.number, self.letters = 0, 1, 0
        self.first = text.readline(self.most + 1)
        self.sign = max(SIGNS, key=self.first.count)
        said = self.first.strip().casefold()
        if said[:4] == "sep=" and said[4:] in {*SIGNS, ""}:
            self.sign, self.first, self.line = (self.first[4:5].strip("\r\n") or "\t"), "", 1

    def begin_row(self) -> None:
        """The next line begins a row."""
        self.number, self.letters = self.line + 1, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self.first = self.first or self.text.readline(self.most + 1), ""
        if not line:
            raise StopIteration
        self.line += 1
        self.letters += len(line)
        if self.letters > self.most:
            raise too_long(self.number)
        return line.replace("\x00", "")
