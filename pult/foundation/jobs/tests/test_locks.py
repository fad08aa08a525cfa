"""Jobs that share a lock follow each other at once: whoever waits for it is woken when it is free."""

import psycopg
import pytest
from django.db import connection

from pult.foundation import jobs
from tests.processes import database_url

NEWS_SECONDS = 20
BEGIN = "UPDATE procrastinate_jobs SET status = 'doing' WHERE lock = %s RETURNING id"


@jobs.task("tests.boil_in_turn")
def boil() -> None:
    """Nothing; the test plays the worker."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("delete", [True, False])
def test_workers_hear_that_a_lock_is_free(delete: bool):
    jobs.defer(boil, lock="kettle")
    with psycopg.connect(database_url(), autocommit=True) as worker:
        worker.execute("LISTEN procrastinate_any_queue_v1")
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, ["kettle"])
            number = cursor.fetchone()[0]
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', %s)", [number, delete])
        heard = next(worker.notifies(timeout=NEWS_SECONDS))
        assert f'"job_id" : {number}' in heard.payload
