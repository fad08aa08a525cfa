"""What every test shares: the database, and the department that everybody knows."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from pult.brands import queries as brands
from pult.foundation import jobs
from pult.foundation.web import limits
from tests import emptying, network, postgres, template
from tests.cast import HIRED, Kettle

network.stay_on_this_machine()
emptying.instead_of_flush()
# A slow machine is no fault of the code: examples have no time limit.
# The same examples in every run, so that a run tells of the change and not of luck; HYPOTHESIS=explore seeks new ones.
hypothesis.register_profile("pult", deadline=None, derandomize=True)
hypothesis.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.load_profile(os.environ.get("HYPOTHESIS", "pult"))
LONG = (
    "tests/browser/test_every_page.py",
    "tests/guards/test_access.py",
    "tests/guards/test_addresses.py",
    "pult/demo/tests/",
    "tests/journeys/test_nothing_is_lost.py",
    "tests/journeys/test_starting.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins early, so that no process is left alone with it in the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What is loaded now stays to the end; nobody needs to look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Give the database back; the last process of the last run stops it."""
    postgres.stop()


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Which of the parallel processes of this run this is."""
    name: str = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Have the database running before it is set up, and migrated no more than once."""
    if settings.EMBEDDED_DATABASE:
        postgres.start(Path(settings.DATA))
    with django_db_blocker.unblock():
        template.use()


@pytest.fixture(autouse=True)
def _no_jobs_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the queue after a test with real commits; emptying the tables of our models does not reach it."""
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" not in request.fixturenames and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status <> 'doing'")


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Failed sign-ins and the like are counted in the cache; one test must not lock the next one out."""
    cache.clear()
    limits.forget()


@pytest.fixture(autouse=True)
def _one_brand() -> Iterator[None]:
    """What one test made known of brands is not known in the next one; where there are none, none are asked for."""
    brands.keep([], seconds=3600)
    yield
    brands.forget()


@pytest.fixture
def kettle(db: None) -> Kettle:
    """The department *Kettle & Co.*, with the people whom the stories are about."""
    return HIRED.take()


@pytest.fixture
def settle() -> "object":
    """Run what waits in the background, here and now."""
    return jobs.run_pending
