"""A kept connection that has gone is noticed before it is used, without asking the server."""

from typing import Any

import psycopg
import pytest
from django.db import connection


@pytest.fixture
def kept(transactional_db):
    """A connection that was used before, as the next request finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    yield backend
    connection.close()


def new_request():
    wrapper: Any = connection
    wrapper.health_check_enabled, wrapper.health_check_done = True, False


def ended_by_server(backend):
    info = connection.connection.info
    with psycopg.connect(
        host=info.host, port=info.port, dbname=info.dbname, user=info.user, password=info.password
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [backend])


def test_a_connection_that_stands_is_kept(kept):
    new_request()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() == (kept,)


def test_what_the_server_has_ended_is_opened_anew(kept):
    ended_by_server(kept)
    assert not connection.is_usable()
    new_request()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (kept,)


def test_news_from_the_server_are_no_end(kept):
    with connection.cursor() as cursor:
        cursor.execute("LISTEN something")
        cursor.execute("NOTIFY something")
    assert connection.is_usable()


def test_nothing_is_asked_of_the_server(kept, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert connection.is_usable()
