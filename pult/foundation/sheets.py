"""Tables as files, however long: CSV and XLSX, made piece by piece while they are sent.

A row is forgotten as soon as it is written, so a million rows need no more memory than one. Numbers stay numbers,
moments and days stay what they are, and words are never taken for a formula.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from xml.sax.saxutils import escape

from django.utils import timezone


class Share(float):
    """A part of one, which people read as percent."""


Cell = str | int | float | Share | date | datetime | timedelta | None
Rows = Iterable[Sequence[Cell]]

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RISKY = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 500
MOST_LETTERS = 32_000
# A sheet holds 1,048,576 rows, and a file inside the archive two gigabytes; what is more goes on in another sheet.
MOST_ROWS = 1_000_000
MOST_SIGNS = 1_000_000_000

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Which format a cell has, by its place in the list: plain, moment, day, length, share, head.
PLAIN, MOMENT, DAY, LENGTH, SHARE, BOLD = range(6)
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="4">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="166" formatCode="[h]:mm:ss"/><numFmt numFmtId="167" formatCode="0.0%"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/>'
    + "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in range(164, 168))
    + '<xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)
SHEET_BEGINS = (
    f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="18"'
    ' defaultRowHeight="15"/><sheetData>'
)
SHEET_ENDS = "</sheetData></worksheet>"
BEGINNING = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets count days from here, in no zone


def as_csv(rows: Rows) -> Iterator[bytes]:
    """Comma-separated, with a mark by which spreadsheets know the alphabet."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"
    for some in _in_steps(rows):
        yield "".join(writer.writerow([_in_csv(cell) for cell in row]) for row in some).encode()


def as_xlsx(sheets: Iterable[tuple[str, Rows]]) -> Iterator[bytes]:
    """A workbook with these sheets. The first row of each is its head."""
    pipe, names = _Pipe(), list[str]()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as box:  # type: ignore[call-overload]
        for name, rows in sheets:
            yield from _sheets(box, pipe, name, rows, names)
        _write_frame(box, names)
        yield pipe.taken()
    yield pipe.taken()


def as_file(kind: str, name: str, rows: Rows) -> Iterator[bytes]:
    """One table in the format that was asked for."""
    return as_csv(rows) if kind == CSV else as_xlsx([(name, rows)])


class _Echo:
    """Where the CSV writer writes to: the line is given back."""

    def write(self, line: str) -> str:
        return line


class _Pipe:
    """Where the archive is written to: what has come is taken away and sent, so nothing is kept."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What has come since it was asked last."""
        parts, self.parts = self.parts, []
        return b"".join(parts)


def _in_steps(rows: Rows) -> Iterator[list[Sequence[Cell]]]:
    some: list[Sequence[Cell]] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_AT_ONCE:
            yield some
            some = []
    yield some


def _sheets(box: zipfile.ZipFile, pipe: _Pipe, name: str, rows: Rows, names: list[str]) -> Iterator[bytes]:
    """One table, in as many sheets as it needs; each begins with the head."""
    steps, head, number = _in_steps(rows), None, 1
    more: list[Sequence[Cell]] | None = next(steps)
    while more is not None:
        names.append(_free(name if number == 1 else f"{name[:26]} {number}", names))
        with box.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as sheet:
            sheet.write(SHEET_BEGINS.encode())
            if head is not None:
                sheet.write(_row(head, BOLD).encode())
            written, signs = 0, 0
            while more is not None and written < MOST_ROWS and signs < MOST_SIGNS:
                if head is None and more:
                    head, more = more[0], more[1:]
                    sheet.write(_row(head, BOLD).encode())
                text = "".join(map(_row, more))
                sheet.write(text.encode())
                written, signs = written + len(more), signs + len(text)
                yield pipe.taken()
                more = next(steps, None)
            sheet.write(SHEET_ENDS.encode())
        number += 1


def _free(name: str, names: list[str]) -> str:
    """A name that a sheet may have, and that no other has."""
    sane = "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:28].strip() or "1"
    return sane if sane.casefold() not in {one.casefold() for one in names} else f"{sane} {len(names) + 1}"


def _write_frame(box: zipfile.ZipFile, names: list[str]) -> None:
    """What makes an archive of sheets a workbook."""
    numbers = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for n in numbers
    )
    box.writestr(
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{types}</Types>',
    )
    box.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
    parts = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    box.writestr("xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles.xml")]))
    each = "".join(
        f'<sheet name="{_text(name, quote=True)}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(names, 1)
    )
    box.writestr(
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{each}</sheets></workbook>',
    )
    box.writestr("xl/styles.xml", STYLES)


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def _row(row: Sequence[Cell], style: int = PLAIN) -> str:
    return f"<row>{''.join(_in_xlsx(cell, style) for cell in row)}</row>"


def _in_xlsx(cell: Cell, style: int = PLAIN) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        look = f' s="{style}"' if style else ""
        return f'<c{look} t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
    number, look_of = _as_number(cell)
    return f'<c s="{look_of}"><v>{number!r}</v></c>' if look_of else f"<c><v>{number!r}</v></c>"


def _as_number(cell: float | date | timedelta) -> tuple[int | float, int]:
    """A cell as spreadsheets count it, and how it is shown: moments and lengths are days."""
    if isinstance(cell, datetime):
        return (_local(cell) - BEGINNING) / timedelta(days=1), MOMENT
    if isinstance(cell, date):
        return (datetime.combine(cell, time()) - BEGINNING).days, DAY
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1), LENGTH
    if isinstance(cell, Share):
        return float(cell), SHARE
    return cell, PLAIN


def _in_csv(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(RISKY) and len(cell) > 1 else cell
    if isinstance(cell, datetime):
        return _local(cell).isoformat(" ", "seconds")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, Share):
        return round(float(cell), 6)
    return "" if cell is None else str(cell) if isinstance(cell, date) else cell


def _local(at: datetime) -> datetime:
    """By the reader's clock, in no zone."""
    return timezone.localtime(at if timezone.is_aware(at) else at.replace(tzinfo=UTC)).replace(tzinfo=None)


def _text(value: str, *, quote: bool = False) -> str:
    sane = "".join(
        sign
        for sign in value[:MOST_LETTERS]
        if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")
    )
    return escape(sane, {'"': "&quot;"} if quote else {})
