"""Live news between real processes: over PostgreSQL, and over Redis where there is one."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings
from websockets import Origin
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from pult.accounts import operations as accounts
from pult.foundation import live
from pult.handling.models import Stretch
from tests.cast import Kettle, Player
from tests.processes import ending, free_port, pult, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WAIT_SECONDS = 20
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN pult_live%'"


@contextmanager
def two_processes(folder: Path, **environment: str) -> Iterator[list[int]]:
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(ending(pult("web", PULT_DATA=str(folder), PORT=str(port), **environment)))
            for port in ports
        ]
        for process, port in zip(processes, ports, strict=True):
            wait_until_ready(process, port)
        yield ports


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        pytest.skip("There is no redis-server on this machine.")
    port, folder = str(free_port()), str(tmp_path_factory.mktemp("redis"))
    command = [program, "--port", port, "--dir", folder, "--save", "", "--bind", "127.0.0.1"]
    with ending(subprocess.Popen(command, stdout=subprocess.DEVNULL)):
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture(scope="module")
def by_postgres(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[int]]:
    with django_db_blocker.unblock(), two_processes(tmp_path_factory.mktemp("web")) as ports:
        yield ports


@pytest.fixture(scope="module")
def by_redis(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    redis_url: str,
) -> Iterator[list[int]]:
    folder = tmp_path_factory.mktemp("web")
    with django_db_blocker.unblock(), two_processes(folder, REDIS_URL=redis_url) as ports:
        yield ports


def page_of(player: Player | None, port: int, origin: str | None = None) -> ClientConnection:
    headers = {}
    if player is not None:
        name = settings.SESSION_COOKIE_NAME
        headers["Cookie"] = f"{name}={player.client.cookies[name].value}"
    return connect(
        f"ws://127.0.0.1:{port}/live",
        additional_headers=headers,
        origin=Origin(origin or f"http://127.0.0.1:{port}"),
    )


def listen(page: ClientConnection, *topics: str) -> dict[str, Any]:
    page.send(json.dumps({"listen": list(topics)}))
    return next_of(page, "listening")


def next_of(page: ClientConnection, key: str) -> dict[str, Any]:
    """The next message of this kind; others may come between."""
    while True:
        message: dict[str, Any] = json.loads(page.recv(timeout=WAIT_SECONDS))
        if key in message:
            return message


def test_news_and_typing_reach_the_pages_of_both_processes(kettle: Kettle, by_postgres: list[int]):
    conversation = kettle.conversation()
    topic = f"conversation:{conversation.pk}"
    with page_of(kettle.ana, by_postgres[0]) as ana, page_of(kettle.lea, by_postgres[1]) as lea:
        assert listen(ana, topic) == listen(lea, topic) == {"listening": [topic]}
        kettle.reply(conversation)
        assert next_of(ana, "news") == next_of(lea, "news") == {"news": [topic]}
        ana.send(json.dumps({"say": {"topic": topic, "kind": "typing"}}))
        said = next_of(lea, "said")["said"]
        assert (said["kind"], said["person"]["name"]) == ("typing", "Ana Horvat")


def test_what_came_while_a_page_was_made_reaches_it_too(kettle: Kettle, by_postgres: list[int]):
    conversation = kettle.conversation()
    topic = f"conversation:{conversation.pk}"
    with page_of(kettle.lea, by_postgres[0]) as lea:
        listen(lea, topic)
        live.announce(topic)
        next_of(lea, "news")
        with page_of(kettle.ana, by_postgres[0]) as ana:
            ana.send(json.dumps({"listen": [topic], "age": 30_000}))
            assert next_of(ana, "news") == {"news": [topic]}


def test_news_travel_over_redis_too(kettle: Kettle, by_redis: list[int], redis_url: str, settings: Settings):
    settings.REDIS_URL = redis_url
    conversation = kettle.conversation()
    topic = f"conversation:{conversation.pk}"
    with page_of(kettle.ana, by_redis[0]) as ana, page_of(kettle.lea, by_redis[1]) as lea:
        listen(ana, topic)
        listen(lea, topic)
        live.announce(topic)
        assert next_of(ana, "news") == next_of(lea, "news") == {"news": [topic]}
        lea.send(json.dumps({"say": {"topic": topic, "kind": "looking"}}))
        assert next_of(ana, "said")["said"]["person"]["name"] == "Lea Novak"


def test_nobody_hears_of_what_is_not_theirs(kettle: Kettle, by_postgres: list[int]):
    topic = f"conversation:{kettle.conversation().pk}"
    with page_of(kettle.stella, by_postgres[0]) as stella:
        assert listen(stella, topic, "nonsense:1") == {"listening": [], "denied": [topic, "nonsense:1"]}
        stella.send(json.dumps({"say": {"topic": topic, "kind": "typing"}}))
        live.announce(topic)
        with pytest.raises(TimeoutError):
            stella.recv(timeout=0.5)


def test_a_stranger_and_a_page_of_another_site_are_sent_away(kettle: Kettle, by_postgres: list[int]):
    with page_of(None, by_postgres[0]) as stranger, pytest.raises(ConnectionClosed) as closed:
        stranger.recv(timeout=WAIT_SECONDS)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    with pytest.raises(Exception, match="403"):
        page_of(kettle.ana, by_postgres[0], origin="http://evil.example")


def is_hung_up(page: ClientConnection) -> bool:
    try:
        while True:
            page.recv(timeout=WAIT_SECONDS)
    except ConnectionClosed as closed:
        return closed.rcvd is not None and closed.rcvd.code == 4401


def test_who_is_switched_off_hears_nothing_more_from_that_moment(kettle: Kettle, by_postgres: list[int]):
    topic = f"conversation:{kettle.conversation().pk}"
    with page_of(kettle.ana, by_postgres[0]) as ana, page_of(kettle.lea, by_postgres[1]) as lea:
        listen(ana, topic)
        listen(lea, topic)
        accounts.switch_off(kettle.ana.person, by=kettle.omar.actor)
        live.announce(topic)
        assert is_hung_up(ana)
        assert next_of(lea, "news") == {"news": [topic]}
    with page_of(kettle.ana, by_postgres[1]) as again:
        assert is_hung_up(again)


def test_a_session_that_is_ended_takes_its_pages_along_and_no_others(kettle: Kettle, by_postgres: list[int]):
    topic = f"conversation:{kettle.conversation().pk}"
    phone = Player(kettle.ana.person)
    with page_of(kettle.ana, by_postgres[0]) as laptop, page_of(phone, by_postgres[1]) as other:
        listen(laptop, topic)
        listen(other, topic)
        kettle.ana.client.post("/account/logout/")
        assert is_hung_up(laptop)
        live.announce(topic)
        assert next_of(other, "news") == {"news": [topic]}


@pytest.mark.parametrize(
    "nonsense", ["", "{", "[]", "7", '{"listen": 5, "say": "x"}', '{"listen": [[1], {}]}', "x" * 30_000]
)
def test_nonsense_harms_nothing(kettle: Kettle, by_postgres: list[int], nonsense: str):
    topic = f"conversation:{kettle.conversation().pk}"
    with page_of(kettle.ana, by_postgres[0]) as ana:
        ana.send(nonsense)
        assert listen(ana, topic) == {"listening": [topic]}


def test_signs_of_work_are_told_to_nobody_and_written_down_when_the_process_ends(
    kettle: Kettle, tmp_path: Path
):
    carl, dora = kettle.conversation(), kettle.conversation("dora@example.org")
    topics = [f"conversation:{one.pk}" for one in (carl, dora)]
    port = free_port()
    with ending(pult("web", PULT_DATA=str(tmp_path), PORT=str(port))) as process:
        wait_until_ready(process, port)
        with page_of(kettle.ana, port) as ana, page_of(kettle.lea, port) as lea:
            listen(ana, *topics)
            listen(lea, *topics)
            for done in (
                {"topic": topics[0], "ago": 50_000},
                {"topic": topics[0], "ago": 30_000},
                {"topic": topics[1], "ago": 20_000},
                {"topic": topics[1], "ago": 70_000},  # too long ago to be news
                {"topic": "conversation:999999", "ago": 0},
                {"topic": 7, "ago": "x"},
            ):
                ana.send(json.dumps({"work": done}))
            ana.send(json.dumps({"here": 1}))
            ana.recv(timeout=WAIT_SECONDS)
            with pytest.raises(TimeoutError):
                lea.recv(timeout=0.3)
    rows = Stretch.objects.filter(member=kettle.ana.person.pk).order_by("began_at")
    first, second = ((one.conversation_id, round(one.length.total_seconds())) for one in rows)
    assert first == (carl.pk, 30)
    # Until the page was closed.
    assert second[0] == dora.pk
    assert 20 <= second[1] < 60


def test_after_the_wire_breaks_pages_look_again_and_hear_again(kettle: Kettle, by_postgres: list[int]):
    topic = f"conversation:{kettle.conversation().pk}"
    with page_of(kettle.ana, by_postgres[0]) as ana:
        listen(ana, topic)
        with connection.cursor() as cursor:
            cursor.execute(CUT)
            assert cursor.rowcount
        assert next_of(ana, "news") == {"news": [topic]}
        live.announce(topic)
        assert next_of(ana, "news") == {"news": [topic]}
