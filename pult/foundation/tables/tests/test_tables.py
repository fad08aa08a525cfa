"""Tables that people bring: every alphabet of spreadsheets, and what is meant to break the reader."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.sheets import as_csv, as_file, as_xlsx
from pult.foundation.tables import BadTable, Bounds, rows_of

HEAD = ["Name", "E-mail"]
CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\x85\u2028\u2029"), max_size=12
)


@pytest.fixture
def said(tmp_path):
    """What is read from these bytes."""

    def read(raw, bounds=Bounds()):  # noqa: B008 - it never changes
        path = tmp_path / "table"
        path.write_bytes(raw)
        return [row.cells for row in rows_of(path, bounds)]

    return read


def workbook(sheet, **more):
    """A workbook around the rows of one sheet."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "xl/workbook.xml", '<workbook xmlns:r="urn:r"><sheets><sheet r:id="a"/></sheets></workbook>'
        )
        file.writestr("xl/_rels/workbook.xml.rels", '<R><Relationship Id="a" Target="s.xml"/></R>')
        file.writestr("xl/s.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
        for name, text in more.items():
            file.writestr(f"xl/{name}.xml", text)
    return box.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_alphabet_and_the_sign_between_are_found(said, alphabet, sign):
    raw = f"Ime{sign}Grad\r\nŽeljko Đurić{sign}Čačak\r\n".encode(alphabet)
    assert said(raw) == [["Ime", "Grad"], ["Željko Đurić", "Čačak"]]


def test_a_line_for_excel_alone_and_empty_rows_are_no_rows(said, tmp_path):
    assert said(b"sep=;\r\na;b,c\r\n\r\n;\r\n1;2\r\n") == [["a", "b,c"], ["1", "2"]]
    assert [row.number for row in rows_of(tmp_path / "table")] == [2, 5]
    assert said(b"") == []


def test_numbers_of_rows_count_lines_within_quotation_marks(said, tmp_path):
    assert said(b'a,b\n"one\ntwo",x\nlast,y\n')[1] == ["one\ntwo", "x"]
    assert [row.number for row in rows_of(tmp_path / "table")] == [1, 2, 4]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_written_here_can_be_read_here(said, kind):
    rows = [HEAD, ["Ana <&>", "ana@example.org"], ["", "only@example.org"], ["ž\nš", None]]
    assert said(b"".join(as_file(kind, "Customers", rows))) == [
        HEAD, ["Ana <&>", "ana@example.org"], ["", "only@example.org"], ["ž\nš", ""],
    ]  # fmt: skip


def test_days_moments_and_numbers_are_read_as_people_see_them(said):
    rows = [["a", "b", "c", "d"], [date(2026, 3, 1), datetime(2026, 3, 1, 14, 30), 385911234567, 2.5]]
    [_, cells] = said(b"".join(as_file("xlsx", "One", rows)))
    assert (cells[0], cells[2:]) == ("2026-03-01", ["385911234567", "2.5"])
    assert cells[1].startswith("2026-03-01 ")


def test_shared_words_gaps_and_formulas_are_read(said):
    sheet = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="b"><v>1</v></c>'
        '<c r="D2" t="str"><f>A1</f><v>made</v></c><c r="E2" t="e"><v>#N/A</v></c><c t="s"><v>9</v></c></row>'
    )
    shared = "<sst><si><r><t>Ive</t></r><r><t>ta</t></r><rPh><t>sound</t></rPh></si></sst>"
    assert said(workbook(sheet, sharedStrings=shared)) == [["Iveta", "", "1", "made", "", ""]]


@pytest.mark.parametrize(
    ("raw", "about"),
    [
        (b"a," * 1_000_000, "too long"),
        (b"a," * 1_000, "more than 200 columns"),
        (b'a,b\n"' + b"x\n" * 600_000, "Row 2 is too long"),
        (b"a\n" + b"x" * 200_000, "Row 2 is too long"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel file"),
        (b"PK\x03\x04 and nothing", "cannot be read as an Excel workbook"),
        (workbook('<row><c r="ZZZ1"><v>1</v></c></row>'), "more than 200 columns"),
        (workbook("<row>" + "<c/>" * 1_000_000 + "</row>"), "more than 200 columns"),
        (workbook(f'<row><c t="str"><v>{"x" * 2_000_000}</v></c></row>'), "Row 1 is too long"),
        (workbook(f'<row a="{"x" * 3_000_000}"/>'), "cannot be read as an Excel workbook"),
        (workbook("<row/>", styles="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "cannot be read as an Excel"),
        (workbook("<row>"), "cannot be read as an Excel workbook"),
    ],
    ids=str,
)  # fmt: skip
def test_what_would_break_the_reader_gets_a_sentence(said, raw, about):
    with pytest.raises(BadTable, match=about):
        said(raw)


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(said):
    bomb = workbook("<row><c/></row>" * 200_000)
    assert len(bomb) < 30_000
    with pytest.raises(BadTable, match="unpacks to more"):
        said(bomb, Bounds(unpacked=1_000_000))
    words = f"<sst>{'<si><t>x</t></si>' * 2_000}</sst>"
    with pytest.raises(BadTable, match="unpacks to more"):
        said(workbook("", sharedStrings=words), Bounds(shared=1_000))


@given(st.binary(max_size=300), st.sampled_from([b"", b"a,b\n", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_rows_or_a_sentence(tmp_path_factory, raw, start):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + raw)
    with suppress(BadTable):
        for row in rows_of(path):
            "".join(row.cells).encode()
            assert "\x00" not in "".join(row.cells)


@given(st.lists(st.lists(CELL.map(str.strip), min_size=2, max_size=2).filter(any), max_size=5))
def test_words_come_back_as_they_were_written(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "again"
    for raw, risky in (
        (b"".join(as_xlsx([("One", [HEAD, *rows])])), False),
        (b"".join(as_csv([HEAD, *rows])), True),
    ):
        path.write_bytes(raw)
        found = [row.cells for row in rows_of(path)]
        plain = [[_unquoted(cell) if risky else cell for cell in row] for row in found]
        assert plain == [HEAD, *rows]


def _unquoted(cell):
    """Without the mark that keeps words from being taken for a formula."""
    return cell[1:] if len(cell) > 2 and cell[0] == "'" and cell[1] in "=+-@" else cell
