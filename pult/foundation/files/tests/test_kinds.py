"""What a file is comes from its bytes, whatever its sender says."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.files.kinds import kind_of


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in members.items():
            packed.writestr(name.replace("__", "/").replace("TYPES", "[Content_Types].xml"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "claimed", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "text/html", "image/png"),
        (b"%PDF-1.7 ...", "image/png", "application/pdf"),
        (b"<html><script>alert(1)</script>", "image/png", "text/html"),
        (b"  <!DOCTYPE html>", "", "text/html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "image/png", "image/svg+xml"),
        (b'<?xml version="1.0"?><a/>', "text/plain", "text/xml"),
        (b"name;price\nkettle;20\n", "text/csv", "text/csv"),
        (b"just words", "text/html", "text/plain"),
        (b"just words", "image/png", "text/plain"),
        ("Куцамо на врата".encode(), "text/plain; charset=utf-8", "text/plain"),
        (b"\x00\x01\x02", "text/html", "application/octet-stream"),
        (b"\x00\x01\x02", "image/svg+xml", "application/octet-stream"),
        (b"\x00\x01\x02", "application/x-dwg", "application/x-dwg"),
        (b"\x00\x01\x02", "not a type", "application/octet-stream"),
        (b"MZ\x90\x00", "application/pdf", "application/vnd.microsoft.portable-executable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "application/msword", "application/msword"),
        (archive(a="1"), "application/pdf", "application/zip"),
        (
            archive(TYPES="<x/>", word__document="<x/>"),
            "",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            archive(mimetype="application/vnd.oasis.opendocument.text"),
            "",
            "application/vnd.oasis.opendocument.text",
        ),
        (b"PK\x03\x04 but damaged", "", "application/zip"),
        (b"", "text/plain", "text/plain"),
    ],
)
def test_bytes_decide(content: bytes, claimed: str, kind: str):
    assert kind_of(content, claimed=claimed) == kind


@given(content=st.binary(max_size=200), claimed=st.text(max_size=40))
def test_anything_has_a_kind_that_is_safe_to_send(content: bytes, claimed: str):
    kind = kind_of(content, claimed=claimed)
    assert kind.isascii()
    assert "/" in kind
    assert not set(kind) & set(" \r\n;,")
    assert len(kind) <= 130


def test_an_archive_whose_name_was_packed_badly_is_still_an_archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/epub+zip" * 4)
    whole = bytearray(out.getvalue())
    beginning = 30 + len("mimetype")
    whole[beginning : beginning + 8] = b"\xff" * 8
    assert kind_of(bytes(whole), claimed="") == "application/zip"
