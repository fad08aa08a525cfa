"""Answers are packed for those who can open them."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from pult.foundation.web.compression import Compression

PAGE = "<p>Čajnik curi.</p>" * 200


def ask(response, accepts="gzip, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return Compression(lambda _: response)(request)


def test_a_page_is_packed_and_opens_again():
    response = ask(HttpResponse(PAGE))
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert "Accept-Encoding" in response["Vary"]
    assert len(response.content) < 400
    assert gzip.decompress(response.content).decode() == PAGE


def test_whoever_cannot_open_it_gets_it_plain():
    response = ask(HttpResponse(PAGE), accepts="identity")
    assert not response.has_header("Content-Encoding")
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(b"x" * 5000, content_type="image/png"),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([PAGE]),
    ],
)
def test_what_would_not_get_smaller_stays_as_it_is(response):
    assert ask(response).get("Content-Encoding") != "gzip"
