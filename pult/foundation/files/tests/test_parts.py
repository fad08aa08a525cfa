"""Parts of files: a player that jumps gets what it asks for, and never more than there is."""

import pytest
from django.core.files.storage import default_storage
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.files import serving
from pult.foundation.files.errors import Missing
from pult.foundation.files.operations import keep
from pult.foundation.files.serving import Named

CONTENT = bytes(range(200))


def asked(header: str, **more: str):
    request = RequestFactory().get("/files/x", headers={"Range": header, **more})
    found = Named(keep(CONTENT, content_type="audio/wav"), "talk", may_be_cached=False)
    return serving.answer(request, found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "expected", "told"),
    [
        ("bytes=0-9", CONTENT[:10], "bytes 0-9/200"),
        ("bytes=150-", CONTENT[150:], "bytes 150-199/200"),
        ("bytes=-20", CONTENT[180:], "bytes 180-199/200"),
        ("bytes=190-900", CONTENT[190:], "bytes 190-199/200"),
    ],
)
def test_a_part_comes_alone(header: str, expected: bytes, told: str):
    answer = asked(header)
    assert (answer.status_code, answer["Content-Range"]) == (206, told)
    assert b"".join(answer.streaming_content) == expected
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=9-2", "lines=1-2", "bytes=0-1,5-6", "bytes=x-"])
def test_nonsense_gets_the_whole(header: str):
    answer = asked(header)
    with answer.file_to_stream as stream:
        assert (answer.status_code, stream.read()) == (200, CONTENT)


@pytest.mark.django_db
def test_behind_the_end_there_is_nothing_and_another_content_comes_whole():
    assert asked("bytes=200-").status_code == 416
    answer = asked("bytes=0-9", **{"If-Range": '"older"'})
    with answer.file_to_stream:
        assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["", "bytes=0-9"])
def test_a_content_that_is_not_there_is_refused_and_noted(header: str, caplog: pytest.LogCaptureFixture):
    file = keep(b"was here", content_type="text/plain")
    default_storage.delete(file.path)
    request = RequestFactory().get("/files/x", headers={"Range": header})
    with pytest.raises(Missing) as refused:
        serving.answer(request, Named(file, "note.txt"))
    assert (refused.value.status, file.path in caplog.text) == (410, True)


@given(st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True), st.integers(1, 500))
def test_no_part_is_outside_of_the_file(header: str, size: int):
    part = serving._part(header, size)
    assert part is None or part == (0, 0) or 0 <= part[0] < part[1] <= size
