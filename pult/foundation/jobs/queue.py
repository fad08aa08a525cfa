"""Declaring jobs and queueing them, over Procrastinate."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

F = TypeVar("F", bound=Callable[..., Any])

LONGEST_WAIT_SECONDS = 3600


class Backoff(BaseRetryStrategy):
    """Wait 2, 4, 8 … seconds, at most an hour; give up after so many attempts and show the job as failed."""

    def __init__(self, max_attempts: int = 16) -> None:
        self.max_attempts = max_attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        """When to try again, or None to give up."""
        if job.attempts + 1 >= self.max_attempts:
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 1), LONGEST_WAIT_SECONDS)})


def task(
    name: str, *, queue: str = "default", queueing_lock: str | None = None, max_attempts: int = 16
) -> Callable[[F], F]:
    """Declare a job: a function with keyword arguments of plain values that calls one verb."""

    def declare(call: F) -> F:
        declared: F = app.task(  # type: ignore[assignment]
            name=name, queue=queue, queueing_lock=queueing_lock, retry=Backoff(max_attempts)
        )(call)
        return declared

    return declare


def periodic(*, cron: str) -> Callable[[F], F]:
    """Run the job below at these times (cron, with an optional sixth field for seconds), once per slot."""

    def declare(declared: F) -> F:
        scheduled: F = app.periodic(cron=cron)(declared)  # type: ignore[arg-type, assignment]
        return scheduled

    return declare


def defer(
    declared: Callable[..., Any] | str,
    *,
    lock: str | None = None,
    queue: str | None = None,
    once: str | None = None,
    at: datetime | None = None,
    **arguments: Any,
) -> None:
    """Queue a job in the running transaction. Jobs with one lock run one after the other; `once` folds repeats.

    A verb names its job, because jobs stand above verbs; everybody else passes the job itself.
    """
    options = {"lock": lock, "queue": queue, "queueing_lock": once, "schedule_at": at}
    given: dict[str, Any] = {key: value for key, value in options.items() if value is not None}
    task: Any = app.tasks[declared] if isinstance(declared, str) else declared
    deferrer = task.configure(**given)
    try:
        with transaction.atomic(savepoint=once is not None):
            deferrer.defer(**arguments)
    except AlreadyEnqueued:
        return


def defer_each(
    declared: Callable[..., Any], each: list[dict[str, Any]], *, lock: str, queue: str = "default"
) -> None:
    """Queue a job once for each of these arguments, all in one statement of the running transaction."""
    task: Any = declared
    with transaction.atomic(savepoint=False):
        task.configure(lock=lock, queue=queue).batch_defer(*each)
