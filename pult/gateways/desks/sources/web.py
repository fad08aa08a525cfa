"""Asking another desk over the network: with its token, at its own address only, and patiently."""

import base64
import json
import time
from typing import Any
from urllib.parse import urljoin, urlsplit

from pult.foundation.web import outgoing
from pult.gateways.desks.types import Way

SECONDS = 60
LARGEST_PAGE = 64_000_000
TRIES = 5
LONGEST_WAIT = 120
MOST_HOPS = 3


class Unreachable(Exception):
    """The other desk did not answer as it should; the import can go on later where it is."""


class Desk:
    """The other desk behind one address."""

    def __init__(self, way: Way, *, scheme: str = "Bearer ") -> None:
        self.way, self.scheme = way, scheme
        self.base = way.address.rstrip("/")
        self.home = urlsplit(self.base).netloc.casefold()

    def ask(self, where: str) -> Any:
        """One page of data. `where` is a path, or an address that an earlier page named."""
        url = where if "://" in where else f"{self.base}{where}"
        if not self._is_home(url):
            raise Unreachable("The other desk has sent us on to a foreign address.")
        for attempt in range(TRIES):
            answer = self._answer(url)
            if answer.status == 200 and answer.is_whole:
                return self._read(answer)
            if answer.status not in {429, 500, 502, 503, 504} or attempt == TRIES - 1:
                raise Unreachable(f"The other desk answers {answer.status} to {urlsplit(url).path}.")
            time.sleep(_wait(answer, attempt))
        raise Unreachable("The other desk does not answer.")

    def fetch(self, url: str, *, most: int) -> bytes:
        """The bytes of a file. The token goes to the desk's own address only. Raises `Unreachable`."""
        for _ in range(MOST_HOPS):
            answer = self._answer(url, most=most)
            if answer.status == 200 and answer.is_whole:
                return answer.body
            if not 300 <= answer.status < 400 or not answer.headers.get("location"):
                break
            url = urljoin(url, answer.headers["location"])
        raise Unreachable(f"The file at {urlsplit(url).netloc} cannot be fetched.")

    def _answer(self, url: str, *, most: int = LARGEST_PAGE) -> outgoing.Answer:
        headers = {"Accept": "application/json", "User-Agent": "Pult-Import"}
        if self._is_home(url) and self.way.token:
            headers["Authorization"] = self._key()
        try:
            return outgoing.call("GET", url, headers=headers, seconds=SECONDS, largest=most)
        except outgoing.NotCalled as error:
            raise Unreachable(f"{urlsplit(url).netloc} cannot be reached ({error.why}).") from error

    def _key(self) -> str:
        if not self.way.user:
            return f"{self.scheme}{self.way.token}"
        pair = f"{self.way.user}/token:{self.way.token}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def _is_home(self, url: str) -> bool:
        parts = urlsplit(url)
        return (parts.scheme, parts.netloc.casefold()) == (urlsplit(self.base).scheme, self.home)

    def _read(self, answer: outgoing.Answer) -> Any:
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise Unreachable("The other desk answers something that is no JSON.") from error


def _wait(answer: outgoing.Answer, attempt: int) -> float:
    asked = answer.headers.get("retry-after", "")
    return min(float(asked) if asked.isdecimal() else 2.0**attempt, LONGEST_WAIT)
