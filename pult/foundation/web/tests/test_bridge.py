"""Requests cross from the event loop to Django's threads and back unharmed."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pult.foundation.web.bridge import PIECE, Bridge

SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "path": "/čaj",
    "query_string": b"q=1",
    "server": ("localhost", 8000),
    "client": ("127.0.0.1", 5),
    "headers": [
        (b"host", b"x"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-way", b"1"),
        (b"x-way", b"2"),
    ],
}


def talk(application: Any, *said: dict[str, Any], most_bytes: int = 1000) -> list[dict[str, Any]]:
    """What the bridge answers when a client says this."""
    answers: list[dict[str, Any]] = []
    messages = iter(said)

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: Any) -> None:
        answers.append(message)

    asyncio.run(Bridge(application, threads=2, most_bytes=most_bytes)(dict(SCOPE), receive, send))
    return answers


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    start("201 Created", [("X-Length", environ["CONTENT_LENGTH"]), ("X-Cookie", environ["HTTP_COOKIE"])])
    return [
        environ["wsgi.input"].read(),
        environ["PATH_INFO"].encode("latin1"),
        environ["HTTP_X_WAY"].encode(),
    ]


def test_a_body_in_pieces_without_a_length_arrives_whole_and_headers_are_joined():
    head, body = talk(echo, part(b"ket", more=True), part(b"tle"))
    assert head["status"] == 201
    assert dict(head["headers"]) == {b"x-length": b"6", b"x-cookie": b"a=1;b=2"}
    assert body == {"type": "http.response.body", "body": "kettle/čaj1,2".encode()}


def test_a_client_that_leaves_half_way_is_not_taken_for_one_that_is_done():
    def never(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        raise AssertionError("Half a request reached Django.")

    assert talk(never, part(b"ket", more=True), {"type": "http.disconnect"}) == []


def test_too_much_is_refused_before_django_hears_of_it():
    head, _ = talk(echo, part(b"x" * 600, more=True), part(b"x" * 600))
    assert head["status"] == 413


def test_a_long_answer_comes_in_pieces_and_is_closed_in_the_end():
    class Long:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            return iter([b"x" * 1000] * 1000)

        def close(self) -> None:
            self.closed = True

    long = Long()

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Long:
        start("200 OK", [])
        return long

    _, *bodies = talk(application, part(b""))
    assert sum(len(one["body"]) for one in bodies) == 1_000_000
    assert all(len(one["body"]) <= PIECE + 1000 for one in bodies)
    assert [one.get("more_body", False) for one in bodies] == [True] * (len(bodies) - 1) + [False]
    assert long.closed


def test_an_error_in_django_is_an_error_here():
    def broken(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        raise KeyError("kettle")

    with pytest.raises(KeyError):
        talk(broken, part(b""))
