"""What is asked: each measure as a stream of requests."""

import itertools
import json
import random
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bench.client import Ask
from bench.desk import Desk

CSRF = "c" * 32
PHRASE = quote('"reset lozinke"')
QUESTIONS = ("kamenac", "kuhalo curi na dnu", "jamstvo i račun", "како очистити филтар", "dostava na otok")
SOUGHT = [quote(text) for text in QUESTIONS]
REPLY = "Hvala na strpljenju. Novo kuhalo šaljemo danas, a staro ne trebate vraćati.\n\nSrdačan pozdrav"


@dataclass(frozen=True)
class Measure:
    """A name and an endless stream of requests; `most` bounds writes."""

    name: str
    asks: Callable[[], Iterator[Ask]]
    writes: bool = False


class Asks:
    """The measures, for one installation and one signed-in person."""

    def __init__(self, desk: Desk, told: dict[str, str]) -> None:
        self.cookie = f"Cookie: pult_session={told['session']}; pult_csrf={CSRF}"
        self.token = f"Authorization: Bearer {told['token']}"
        self.deep = told["deep"]
        with desk.connect() as connection:
            fives = "SELECT id FROM conversations_conversation WHERE message_count = 5 LIMIT 200"
            self.fives = [int(str(row[0])) for row in connection.execute(fives)]
            opened = "SELECT id FROM conversations_conversation WHERE status = 'open' LIMIT 5000"
            self.open = [int(str(row[0])) for row in connection.execute(opened)]
        self.articles = desk.articles()
        random.Random(7).shuffle(self.open)

    def measures(self) -> list[Measure]:
        """Every measure, reads first."""
        get = self._get
        return [
            Measure("list, first page", get("/app/views/open/")),
            Measure("list, 1,000 pages deep", get(f"/app/views/solved/?after={quote(self.deep)}")),
            Measure("conversation of 5 messages", self._rotate("/app/conversations/{}/", self.fives)),
            Measure("search, rare word", get("/app/search/?q=zvrkomjer")),
            Measure("search, frequent phrase", get(f"/app/search/?q={PHRASE}")),
            Measure("dashboard, all time", get("/app/reports/?period=all")),
            Measure("help centre, article", self._rotate("/hc/hr/articles/{}", self.articles)),
            Measure("help centre, search", self._rotate("/hc/hr/search?q={}", SOUGHT)),
            Measure("API, list", get("/api/v1/conversations", self.token)),
            Measure("reply", self._replies, writes=True),
            Measure("new conversation (API)", self._openings, writes=True),
        ]

    def _get(self, path: str, *headers: str) -> Callable[[], Iterator[Ask]]:
        return lambda: itertools.repeat(Ask("GET", path, headers=headers or (self.cookie,)))

    def _rotate(self, path: str, keys: Sequence[int | str]) -> Callable[[], Iterator[Ask]]:
        return lambda: (Ask("GET", path.format(key), headers=(self.cookie,)) for key in itertools.cycle(keys))

    def _replies(self) -> Iterator[Ask]:
        form = "Content-Type: application/x-www-form-urlencoded"
        # As a page asks that shows the whole conversation.
        shown = f"Thread-Shown: 1-{10**12}-{int(time.time())}"
        for key in itertools.cycle(self.open):
            body = f"text={quote(REPLY)}&client_key={uuid.uuid4().hex}&seen=&then=".encode()
            headers = (self.cookie, form, f"X-CSRFToken: {CSRF}", "HX-Request: true", shown)
            yield Ask("POST", f"/app/conversations/{key}/replies/", body, headers)

    def _openings(self) -> Iterator[Ask]:
        for number in itertools.count():
            body = json.dumps(
                {
                    "from": "customer",
                    "inbox_id": 1 + number % 10,
                    "subject": f"Kuhalo {number}",
                    "text": REPLY,
                    "customer_email": f"kupac{1 + number % 20000}@example{(1 + number % 20000) % 500}.test",
                }
            ).encode()
            yield Ask(
                "POST",
                "/api/v1/conversations",
                body,
                (self.token, "Content-Type: application/json"),
                expect=201,
            )
