"""How a worker runs: its connections, its pace, and what surrounds every job."""

from collections.abc import Callable
from typing import Any

from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app, utils
from procrastinate.job_context import JobContext
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from pult.foundation.logs import request_id

from . import operations

HEARTBEAT_SECONDS = 4.0
DEAD_AFTER_SECONDS = 15.0


def worker_app() -> App:
    """The queue as a worker sees it: the same jobs, over a few connections of its own.

    The installation's app keeps Django's connection. Were its connector replaced, as Procrastinate's own command does,
    a job that queues another would do so outside its transaction.
    """
    few = PsycopgConnector(kwargs=utils.connector_params("default"), min_size=1, max_size=4)
    mine = App(connector=few, import_paths=app.import_paths)
    mine.tasks = app.tasks
    mine.periodic_registry = app.periodic_registry
    return mine


def worker_options(concurrency: int) -> dict[str, Any]:
    """How Procrastinate's worker is run."""
    return {
        "concurrency": concurrency,
        "install_signal_handlers": False,
        "update_heartbeat_interval": HEARTBEAT_SECONDS,
        "stalled_worker_timeout": DEAD_AFTER_SECONDS,
        # A job that succeeded leaves nothing behind: its facts are in the log, and the queue stays small and fast.
        "delete_jobs": "successful",
        # News of a job that comes while the worker looks for one may pass it by: it looks again by itself.
        "fetch_job_polling_interval": 1.0,
        "task_middleware": [_around_job],
    }


def _around_job(call: Callable[[], Any], context: JobContext, worker: Worker) -> Any:  # noqa: ARG001 - Procrastinate's signature
    """Give the job's log lines its number, and never hand it a connection that has died."""
    token = request_id.set(f"job-{context.job.id}")
    close_old_connections()
    try:
        return call()
    except Exception as error:
        operations.note_failure(context.job.id or 0, error)
        raise
    finally:
        close_old_connections()
        request_id.reset(token)
