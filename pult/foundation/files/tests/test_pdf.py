"""PDFs of strangers: read in a process of their own, and given up where that takes too long or too much."""

import zlib

import pytest

from pult.foundation.files import pdf
from pult.foundation.files.pdf import text_of_pdf, tidy


def printed(*lines: str, kids: str = "[3 0 R]", packed: bytes | None = None) -> bytes:
    """A PDF of one page with these lines, as a small program writes it."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = packed or zlib.compress(f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET".encode("cp1252"))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids {kids} /Count 1>>".encode(),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + head + b"trailer\n<</Size 6 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def test_the_words_of_a_page_are_read():
    assert text_of_pdf(printed("Dear team,", "I would like to answer your cus-", "tomers.")) == (
        "Dear team,\nI would like to answer your customers."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        printed("Cut off in the middle")[:300],
        printed(),  # a scan: nothing is written
        printed("Round and round", kids="[2 0 R]"),
        printed(packed=zlib.compress(b"(" * 80_000_000, 9)),
    ],
    ids=["empty", "a head only", "cut off", "without words", "its own parent", "a bomb"],
)
def test_what_cannot_be_read_is_nothing_and_harms_nobody(content):
    assert text_of_pdf(content) is None


def test_what_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    assert text_of_pdf(printed("Dear team,")) is None


def test_words_are_put_together_as_they_were_written():
    assert tidy("oﬃce  and   ﬁle") == "office and file"
    assert tidy("podrš-\nka i odgovor") == "podrška i odgovor"
    assert tidy("Osijek-\nBaranja") == "Osijek-\nBaranja"
    assert tidy("Radno iskustvo \n\n\n\n 2019 – 2024") == "Radno iskustvo\n\n2019 – 2024"
    assert tidy("c\u030caj") == "čaj"
