"""The way out: only to public addresses and allowed hosts, to the address that was looked at, within its time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.web import outgoing
from pult.foundation.web.outgoing import NotCalled, Why

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Said: yes\r\n\r\nhi"
HERE = ["127.0.0.0/8"]


class Door:
    """A server of one answer, which notes what it was asked."""

    def __init__(self, answer: bytes = OK, *, drips: bool = False) -> None:
        self.answer, self.drips, self.asked = answer, drips, b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            line, _ = self.socket.accept()
            with self.socket, line:
                self.asked = line.recv(65536)
                line.sendall(self.answer)
                while self.drips:
                    line.sendall(b"a")
                    time.sleep(0.02)


@pytest.fixture
def door() -> Iterator[Door]:
    one = Door()
    yield one
    one.socket.close()


def why(address: str, **how: object) -> Why:
    with pytest.raises(NotCalled) as refused:
        outgoing.call("GET", address, **how)
    return refused.value.why


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
        "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "[::7f00:1]", "[ff02::1]", "[fd00:ec2::254]", "[fe80::1%25lo]",
    ],
)  # fmt: skip
def test_no_address_of_a_private_network_is_called(host):
    assert why(f"https://{host}/x") == Why.PRIVATE


@pytest.mark.parametrize(
    "address",
    ["", "x", "ftp://example.org", "https://", "https://a:b@example.org", "https://example.org:99999",
     "https://ex ample.org", "https://example.org/\r\nHost: x", "https://пример.срб", "file:///etc/passwd", "https://example.org:0/"],
)  # fmt: skip
def test_what_is_no_address_is_told_apart(address):
    assert why(address) == Why.MALFORMED


@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text):
    for address in (text, f"https://{text}", f"https://[{text}]/"):
        with suppress(NotCalled):
            outgoing.check(address)


@given(st.ip_addresses(network="127.0.0.0/8") | st.ip_addresses(network="10.0.0.0/8"))
def test_however_it_is_dressed_a_private_address_stays_one(inner):
    for dressed in (f"::ffff:{inner}", f"64:ff9b::{inner}", f"::{inner}"):
        literal = outgoing.literal_of(dressed)
        # ::0 to ::ffff look like themselves; they are no public addresses either.
        assert literal is not None
        assert not outgoing.is_public(literal), dressed
    assert outgoing.is_public(ip_address("1.1.1.1"))


def test_names_travel_over_tls_only(settings):
    assert why("http://example.org/") == Why.PLAIN
    settings.OUTGOING_HOSTS = ["erp.example"]
    outgoing.check("http://erp.example/orders")


def test_a_name_that_leads_inside_is_not_called(monkeypatch):
    public, private = ("203.0.114.7", 443), ("127.0.0.1", 443)
    for places in ([private], [public, private]):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", one) for one in places]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, found=found, **__: found)
        assert why("https://shop.example/") == Why.PRIVATE


def test_a_name_is_looked_up_once_and_called_where_it_led(door, settings, monkeypatch):
    lookups, real = [], socket.getaddrinfo

    def first_here_then_elsewhere(host, *how, **more):
        if host != "erp.example":
            return real(host, *how, **more)
        lookups.append(host)
        place = "127.0.0.1" if len(lookups) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, door.port))]

    monkeypatch.setattr(socket, "getaddrinfo", first_here_then_elsewhere)
    settings.OUTGOING_HOSTS = ["erp.example"]
    answer = outgoing.call("GET", f"http://erp.example:{door.port}/orders?of=ana", headers={"X-Key": "k"})
    assert (answer.status, answer.body, answer.headers["x-said"]) == (200, b"hi", "yes")
    assert lookups == ["erp.example"]
    assert b"GET /orders?of=ana HTTP/1.1" in door.asked
    assert f"Host: erp.example:{door.port}".encode() in door.asked


def test_a_name_that_nobody_knows(settings, monkeypatch):
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    settings.OUTGOING_HOSTS = ["nobody.invalid"]
    assert why("http://nobody.invalid/") == Why.UNKNOWN


def test_redirects_are_answers(settings):
    settings.OUTGOING_HOSTS = HERE
    door = Door(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")
    assert outgoing.call("GET", f"http://127.0.0.1:{door.port}/").status == 302


@pytest.mark.parametrize("head", [b"H", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"])
def test_an_answer_that_never_ends_is_cut(head, settings):
    settings.OUTGOING_HOSTS = HERE
    assert why(f"http://127.0.0.1:{Door(head, drips=True).port}/", seconds=0.2) == Why.TOO_SLOW


def test_a_long_answer_is_read_as_far_as_it_may_be(settings):
    settings.OUTGOING_HOSTS = HERE
    door = Door(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"a" * 10)
    answer = outgoing.call("GET", f"http://127.0.0.1:{door.port}/", largest=4)
    assert (answer.body, answer.is_whole) == (b"aaaa", False)


@pytest.mark.parametrize(
    "said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", b"\x16\x03"]
)
def test_nonsense_is_an_answer_of_nobody_or_what_came(said, settings):
    settings.OUTGOING_HOSTS = HERE
    with suppress(NotCalled):
        assert outgoing.call("GET", f"http://127.0.0.1:{Door(said).port}/", seconds=1).body in {b"hi", b""}


def test_headers_cannot_be_split(door, settings):
    settings.OUTGOING_HOSTS = HERE
    assert why(f"http://127.0.0.1:{door.port}/", headers={"X": "a\r\nY: b"}) == Why.UNREACHABLE
