"""The cells of a sheet as words: shared strings, numbers, days and moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .bounds import Bounds, Row, checked, too_long, too_wide
from .marking import Attributes, Marked, attributes_of

# Formats that every spreadsheet knows without being told: days, times and both.
KNOWN_MOMENTS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
LETTERS = 26
# Days are counted from here, and by some old workbooks from the other; the year 9999 is the last.
FROM_1900, FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - in no zone
MOST_DAYS = 2_900_000


@dataclass(frozen=True)
class Formats:
    """Which looks of cells mean a moment, and from when days are counted."""

    moments: Sequence[bool]
    is_1904: bool = False

    def as_words(self, number: str, look: str) -> str:
        """A number as it is read: a moment, or as few digits as say it."""
        try:
            value = float(number)
        except ValueError:
            return number
        is_moment = look.isdecimal() and int(look) < len(self.moments) and self.moments[int(look)]
        if is_moment and 0 <= value < MOST_DAYS:
            return self._moment(value)
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)

    def _moment(self, days: float) -> str:
        at = (FROM_1904 if self.is_1904 else FROM_1900) + timedelta(seconds=round(days * 86_400))
        return at.date().isoformat() if float(days).is_integer() else at.isoformat(" ", "seconds")


def formats_of(styles: bytes, *, is_1904: bool) -> Formats:
    """The looks of a workbook."""
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in attributes_of(styles, "numFmt")}
    looks = _looks(styles)
    return Formats([_is_moment(look, own.get(look)) for look in looks], is_1904=is_1904)


def _looks(styles: bytes) -> list[str]:
    """The formats of the list that cells point into; other lists stand beside it."""
    looks, inside = list[str](), list[str]()

    def begin(name: str, given: Attributes) -> None:
        inside.append(name)
        if inside[-2:] == ["cellXfs", "xf"]:
            looks.append(given.get("numFmtId", "0"))

    def end(_name: str) -> None:
        inside.pop()

    marked = Marked(begin, end, lambda _text: None)
    marked.take(styles)
    marked.close()
    return looks


def _is_moment(look: str, code: str | None) -> bool:
    if code is None:
        return look.isdecimal() and int(look) in KNOWN_MOMENTS
    bare = "".join(part for part in code.split('"')[::2]).replace("\\", "").casefold()
    return "[" not in bare.replace("[$", "") and any(sign in bare for sign in "ydh")


class Strings:
    """Words that several cells share, kept once; how they sound is left out."""

    def __init__(self, most: int) -> None:
        self.found: list[str] = []
        self.left, self.parts = most, list[str]()
        self.is_said = self.is_sound = False

    @property
    def is_too_much(self) -> bool:
        """Whether there is more than may be kept."""
        return self.left < 0

    def begin(self, name: str, _given: Attributes) -> None:
        """An element begins."""
        self.is_said = name == "t"
        self.is_sound = self.is_sound or name == "rPh"

    def say(self, text: str) -> None:
        """A piece of the words."""
        if self.is_said and not self.is_sound and self.left >= 0:
            self.left -= len(text)
            self.parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self.is_said = False
        if name == "rPh":
            self.is_sound = False
        if name == "si":
            self.left -= 50
            if self.left >= 0:
                self.found.append("".join(self.parts))
            self.parts = []


class SheetCells:
    """Rows as they come by; each cell says in which column it stands, and empty ones may be left out."""

    def __init__(self, shared: Sequence[str], formats: Formats, bounds: Bounds) -> None:
        self.shared, self.formats, self.bounds = shared, formats, bounds
        self.rows: list[Row] = []
        self.number, self.letters = 0, 0
        self.cells, self.parts = list[str](), list[str]()
        self.about: Attributes = {}
        self.is_said = self.is_sound = False

    def taken(self) -> list[Row]:
        """The rows that are whole since it was asked last."""
        rows, self.rows = self.rows, []
        return rows

    def begin(self, name: str, given: Attributes) -> None:
        """An element begins."""
        self.is_said = name in {"t", "v"}
        if name == "row":
            said = given.get("r", "")
            self.number = int(said) if said.isdecimal() else self.number + 1
            self.cells, self.letters = [], 0
        elif name == "c":
            self.about, self.parts = given, []
            self._go_to(given.get("r", ""))
        elif name == "rPh":
            self.is_sound = True

    def say(self, text: str) -> None:
        """A piece of a cell."""
        if self.is_said and not self.is_sound:
            self.letters += len(text)
            if self.letters > self.bounds.row:
                raise too_long(self.number)
            self.parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self.is_said = False
        if name == "c":
            self.cells.append(self._words("".join(self.parts)))
        elif name == "row":
            self.rows.append(checked(self.number, self.cells, self.bounds))
        elif name == "rPh":
            self.is_sound = False

    def _go_to(self, place: str) -> None:
        column = 0
        for letter in place.rstrip("0123456789")[:4].upper():
            column = column * LETTERS + ord(letter) - ord("A") + 1
        missing = column - 1 - len(self.cells)
        if max(column, len(self.cells) + 1) > self.bounds.columns:
            raise too_wide(self.number, self.bounds)
        self.cells.extend([""] * max(missing, 0))

    def _words(self, said: str) -> str:
        kind = self.about.get("t", "n")
        if kind == "s":
            index = int(said or -1)
            return self.shared[index] if 0 <= index < len(self.shared) else ""
        if kind in {"n", ""} and said:
            return self.formats.as_words(said, self.about.get("s", ""))
        return "" if kind == "e" else said
