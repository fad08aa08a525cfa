"""Uploads have bounds, and letters lose nothing to them."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from pult.foundation.files import bounds
from pult.foundation.files.operations import keep, read
from pult.foundation.files.stores import store


def picture(width: int = 8, height: int = 6) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def claims_to_be(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def swelling() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", b"\0" * (bounds.LARGE + 1))
    return out.getvalue()


def test_a_modest_picture_is_welcome():
    bounds.check("kettle.png", picture())


def test_a_file_that_is_too_large_is_refused(settings: Settings):
    settings.MAX_ATTACHMENT_BYTES = 10
    with pytest.raises(bounds.TooLarge, match=r"notes\.txt"):
        bounds.check("notes.txt", b"x" * 11)


@pytest.mark.parametrize("content", [claims_to_be(60_000, 60_000), b"\x89PNG\r\n\x1a\nbroken"])
def test_a_picture_of_too_many_pixels_or_none_is_refused(content: bytes):
    with pytest.raises(bounds.Unwholesome):
        bounds.check("bomb.png", content)


def test_an_archive_that_swells_is_refused():
    with pytest.raises(bounds.Unwholesome):
        bounds.check("bomb.zip", swelling())


def test_a_damaged_archive_harms_nobody():
    bounds.check("odd.zip", b"PK\x03\x04 nothing")


@pytest.mark.django_db
def test_a_letter_keeps_even_a_bomb_but_no_page_shows_it():
    kept = keep(claims_to_be(60_000, 60_000), content_type="image/png")
    assert kept.content_type == "image/png"
    assert not kept.is_picture


@pytest.mark.django_db
def test_the_same_content_is_stored_once_and_comes_back_whole():
    first = keep(picture(), content_type="application/x-lies")
    assert keep(picture(), content_type="text/html") == first
    assert (first.content_type, first.width, first.height) == ("image/png", 8, 6)
    assert first.is_picture
    assert read(first) == picture()


def test_an_object_store_comes_from_one_address():
    made = store("s3://key:se%2Fcret@minio.local:9000/uploads?region=eu-1&tls=no", Path())
    assert made["OPTIONS"]["endpoint_url"] == "http://minio.local:9000"
    assert made["OPTIONS"]["secret_key"] == "se/cret"
    assert made["OPTIONS"]["bucket_name"] == "uploads"
