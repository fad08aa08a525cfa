"""The queue's own upkeep: jobs of dead workers run again, finished ones are forgotten."""

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from . import operations
from .queue import periodic, task
from .working import DEAD_AFTER_SECONDS

KEEP_HOURS = 72


@periodic(cron="* * * * * */10")
@task("jobs.rescue", queueing_lock="jobs.rescue", queue="upkeep", max_attempts=1)
async def rescue(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Take over the jobs of workers whose heartbeat has stopped."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # Its repeat is queued already and does the same work; the others must still be rescued.
            await app.job_manager.finish_job(job, Status.ABORTED, delete_job=False)


@periodic(cron="41 * * * *")
@task("jobs.forget_finished", queueing_lock="jobs.forget_finished", queue="upkeep", max_attempts=1)
async def forget_finished(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes the slot
    """Drop jobs that ended days ago, and errors of jobs that are gone; failed jobs stay until somebody has looked."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS, include_cancelled=True, include_aborted=True)
    await sync_to_async(operations.forget_failures, thread_sensitive=False)()
