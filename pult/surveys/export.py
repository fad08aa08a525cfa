"""Results as files: CSV, and XLSX written by hand, since a table is all that is needed of it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from pult.foundation.text.tongues import said

from . import figures
from .models import Question
from .results import Results, Row

Table = Sequence[Sequence[str | int | float]]
RISKY = ("=", "+", "-", "@", "\t", "\r")
MOST_LETTERS = 32_000

CONTENT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{sheets}</Types>'
)
SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{n}.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
RELATION = '<Relationship Id="r{n}" Type="' + OFFICE + '/{kind}" Target="{target}"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def figures_table(
    results: Results, blocks: Iterable[tuple[figures.Shown, str]]
) -> list[list[str | int | float]]:
    """A row for each figure and each answer of each question and part; what is hidden is said to be hidden."""
    rows: list[list[str | int | float]] = [
        [_("Question"), _("Part"), _("Answers"), _("Figure"), _("Value"), _("Uncertainty")]
    ]
    for one, part in blocks:
        question = said(one.question.text)
        if one.is_hidden:
            rows.append([question, part, "", _("hidden"), "", ""])
        rows += [[question, part, one.count, each.label, each.value, each.interval] for each in one.measures]
        rows += [[question, part, one.count, bar.label, bar.count, bar.percent] for bar in one.bars]
        if one.question.kind.is_words and not one.is_hidden:
            rows.append([question, part, one.count, "", "", ""])
    rate = figures.rate_in_words(results.rate)
    rows.append(["", "", results.rate.of, rate.label, rate.value, rate.interval])
    return rows


def comments_table(results: Results) -> list[list[str | int | float]]:
    """The words that may be shown."""
    rows: list[list[str | int | float]] = [[_("Question"), _("Comment")]]
    for one in results.questions:
        rows += [[said(one.outcome.question.text), comment.text] for comment in one.comments]
    return rows


def answers_table(
    questions: Sequence[Question], rows: Iterable[Row], segments: Sequence[str]
) -> Iterator[list[str | int | float]]:
    """One line for each response under a name."""
    yield [_("When"), _("About"), *segments, *(said(question.text) for question in questions)]
    for row in rows:
        cells: list[str | int | float] = [
            _moment(row.at),
            row.about,
            *(row.segments.get(key, "") for key in segments),
        ]
        for question in questions:
            given = row.given.get(question.key)
            if given is None:
                cells.append("")
            else:
                cells.append(
                    given.value if given.value is not None else given.text or ", ".join(given.choices)
                )
        yield cells


def as_csv(table: Iterable[Sequence[str | int | float]]) -> str:
    """Comma-separated, with a mark by which spreadsheets know the alphabet."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in table:
        writer.writerow([_harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def as_xlsx(sheets: Sequence[tuple[str, Iterable[Sequence[str | int | float]]]]) -> bytes:
    """A workbook with these sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        numbers = range(1, len(sheets) + 1)
        types = "".join(SHEET_TYPE.format(n=n) for n in numbers)
        box.writestr("[Content_Types].xml", HEAD + CONTENT.format(sheets=types))
        first = RELATION.format(n=1, kind="officeDocument", target="xl/workbook.xml")
        box.writestr("_rels/.rels", HEAD + RELATIONS.format(all=first))
        each = "".join(
            RELATION.format(n=n, kind="worksheet", target=f"worksheets/sheet{n}.xml") for n in numbers
        )
        box.writestr("xl/_rels/workbook.xml.rels", HEAD + RELATIONS.format(all=each))
        names = "".join(
            f'<sheet name="{_text(name[:31], quote=True)}" sheetId="{n}" r:id="r{n}"/>'
            for n, (name, _rows) in enumerate(sheets, 1)
        )
        book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        box.writestr("xl/workbook.xml", HEAD + book)
        for n, (_name, rows) in enumerate(sheets, 1):
            box.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(rows))
    return out.getvalue()


def _sheet(rows: Iterable[Sequence[str | int | float]]) -> str:
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(value: str | float) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(value: str, *, quote: bool = False) -> str:
    sane = "".join(
        sign
        for sign in value[:MOST_LETTERS]
        if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")
    )
    return escape(sane, {'"': "&quot;"} if quote else {})


def _harmless(cell: str | float) -> str | float:
    """Words that a spreadsheet would take for a formula are made words again."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) and len(cell) > 1 else cell


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
