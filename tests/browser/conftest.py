"""Fixtures of the browser journeys.

`enter(kettle.ana)` opens a browser of her own, signed in, on `/app/`; `enter()` one of a stranger. `page` is a
stranger's too. `server` is the running Pult, `postbox` the mail server that takes what it sends. Whatever a page
complains about fails the test unless `complaints.allow("pattern")` was called.
The worker runs: `kettle.settle()` waits for it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import DjangoDbBlocker

from pult.foundation import jobs
from tests.browser import server as servers
from tests.browser.postbox import Postbox, open_postbox
from tests.browser.server import Server
from tests.browser.watching import Complaints
from tests.cast import Player
from tests.processes import free_port

Enter = Callable[..., Page]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
    # Its microphone beeps, and asks nobody.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# A busy machine draws late; a page that never comes still fails.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    named = os.environ.get("CHROME")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    return browser_type_launch_args | {"args": FLAGS} | ({"executable_path": found} if found else {})


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    size = {"width": 1440, "height": 900}
    return browser_context_args | {"viewport": size, "locale": "en-GB", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def _postbox() -> Iterator[Postbox]:
    postbox, controller = open_postbox(free_port())
    yield postbox
    controller.stop()


@pytest.fixture
def postbox(_postbox: Postbox) -> Postbox:
    """The mail server that takes what Pult sends, empty."""
    _postbox.letters.clear()
    return _postbox


@pytest.fixture(scope="session")
def _server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, _postbox: Postbox, worker_id: str
) -> Iterator[Server]:
    # Playwright keeps an event loop in this thread; Django would refuse to talk to the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        folder = settings.DATA / "browser" / worker_id
        # Other systems, such as a shop or a receiver of webhooks, are on this machine.
        allowed = {
            "SMTP_URL": f"smtp://127.0.0.1:{_postbox.port}",
            "OUTGOING_HOSTS": "127.0.0.0/8",
            # Nor is anything encrypted on the way to a provider that signs in.
            "OAUTHLIB_INSECURE_TRANSPORT": "1",
        }
        started = servers.start(folder, **allowed)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def base_url(_server: Server) -> str:
    return _server.url


@pytest.fixture
def server(transactional_db: None, _server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The running Pult. What a test leaves behind is taken away after it."""
    monkeypatch.setattr(jobs, "run_pending", servers.wait_until_idle)
    yield _server
    servers.forget_jobs()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the pages of this test complain about; anything not allowed fails it."""
    collected = Complaints()
    yield collected
    assert collected.unexpected() == []


@pytest.fixture
def new_context(
    server: Server, complaints: Complaints, new_context: Callable[..., BrowserContext]
) -> Callable[..., BrowserContext]:
    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(10_000)
        complaints.listen(context)
        return context

    return make


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], server: Server) -> Enter:
    """Open a browser of somebody's own: signed in when a player is given. Options are Playwright's for a context."""

    def open_page(player: Player | None = None, path: str | None = "/app/", **options: Any) -> Page:
        context = new_context(**options)
        if player is not None:
            cookie = player.client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    return open_page
