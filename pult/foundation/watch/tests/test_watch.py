"""Those who watch Pult: alive, ready, and the figures."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from pult.foundation import jobs
from pult.foundation.watch import state


def test_alive_needs_nothing(client: Client):
    assert client.get("/health").content == b"ok\n"


@pytest.mark.django_db
def test_ready_says_what_is_in_order(client: Client):
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "database": "ok",
        "migrations": "ok",
        "worker_heartbeat_seconds": None,
    }


@pytest.mark.django_db
def test_without_its_database_pult_is_alive_and_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch):
    def gone() -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(state, "_is_migrated", gone)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["database"] == "does not answer"
    assert client.get("/health").status_code == 200


@pytest.mark.django_db
def test_figures_count_requests_by_the_name_of_their_address_and_jobs_by_state(client: Client):
    @jobs.task("tests.figures")
    def nothing() -> None: ...

    client.get("/health")
    client.get("/no/such/page")
    jobs.defer(nothing)
    text = client.get("/metrics").content.decode()
    assert 'pult_request_seconds_count{method="GET",route="watch:health",status="2xx"}' in text
    assert 'route="unknown"' in text
    assert 'pult_jobs{queue="default",status="waiting"} 1.0' in text
    assert "pult_facts_waiting 0.0" in text
    assert "pult_oldest_waiting_fact_seconds 0.0" in text
    assert "/no/such/page" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "203.0.113.9"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 403),
    ],
)
def test_without_a_token_only_this_machine_reads_the_figures(
    client: Client, facts: dict[str, str], status: int
):
    assert client.get("/metrics", **facts).status_code == status


@pytest.mark.django_db
def test_with_a_token_only_its_bearer_reads_the_figures(client: Client, settings: Settings):
    settings.METRICS_TOKEN = "count-the-kettles"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer nonsense"}).status_code == 403
    answer = client.get(
        "/metrics", headers={"Authorization": "Bearer count-the-kettles"}, REMOTE_ADDR="203.0.113.9"
    )
    assert answer.status_code == 200
