"""What `/metrics` says, and to whom."""

import ipaddress
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from pult.foundation.events import waiting
from pult.foundation.telemetry import registry

from . import state

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
JOBS = """
    SELECT status::text, queue_name, count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2
"""
WORDS = {"todo": "waiting", "doing": "running"}
OLDEST = """
    SELECT coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))), 0)
    FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
"""


def may_read(request: HttpRequest) -> bool:
    """Whoever shows the token; without one, direct requests from this machine (a proxy's are not direct)."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def text() -> bytes:
    """Every figure in Prometheus' text format: the processes' own, and what the database knows."""
    known_by_database = CollectorRegistry()
    known_by_database.register(_Queue())
    return generate_latest(registry()) + generate_latest(known_by_database)


class _Queue(Collector):
    """Jobs by state, how long the oldest waits, and the workers' last sign of life."""

    def collect(self) -> Iterable[Metric]:
        jobs = GaugeMetricFamily(
            "pult_jobs", "Jobs that wait, run, or have failed.", labels=["status", "queue"]
        )
        with connection.cursor() as cursor:
            cursor.execute(JOBS)
            for status, queue, count in cursor.fetchall():
                jobs.add_metric([WORDS.get(status, status), queue], count)
            cursor.execute(OLDEST)
            (oldest,) = cursor.fetchone()
        yield jobs
        yield _gauge("pult_oldest_waiting_job_seconds", "How long the oldest due job waits.", oldest)
        facts = waiting()
        yield _gauge("pult_facts_waiting", "Facts that their subscribers have not heard of yet.", facts.facts)
        yield _gauge("pult_oldest_waiting_fact_seconds", "How long the oldest of them waits.", facts.seconds)
        seconds = state.look().worker_seconds
        if seconds is not None:
            yield _gauge("pult_worker_heartbeat_seconds", "Since any worker's last sign of life.", seconds)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=float(value))
