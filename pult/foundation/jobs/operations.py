"""Verbs about jobs that failed."""

import traceback
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit

from .models import Failure
from .types import Act

LONGEST_ERROR = 20_000


def note_failure(job_id: int, error: BaseException, *, at: datetime | None = None) -> None:
    """Write down why a job failed, for those who look after the installation."""
    text = "".join(traceback.format_exception(error))[-LONGEST_ERROR:].replace("\x00", "")
    Failure.objects.update_or_create(job_id=job_id, defaults={"at": at or timezone.now(), "error": text})


@transaction.atomic
def retry(job_id: int, *, by: Actor, at: datetime | None = None) -> bool:
    """Run a failed job once more, now. False when it is not a failed job any longer."""
    at, job = at or timezone.now(), _held(job_id)
    if job is None:
        return False
    app.job_manager.retry_job_by_id(job_id, retry_at=at)
    audit.record(Act.RETRIED, by=by, about=f"job:{job_id}", about_name=job.task_name, after=job.args, at=at)
    return True


@transaction.atomic
def retry_all(*, by: Actor, at: datetime | None = None) -> int:
    """Run every failed job once more, now; tells how many."""
    failed = list(
        ProcrastinateJob.objects.filter(status="failed").order_by("id").values_list("id", flat=True)
    )
    return sum(retry(job_id, by=by, at=at) for job_id in failed)


@transaction.atomic
def discard(job_id: int, *, by: Actor, at: datetime | None = None) -> bool:
    """Drop a failed job: what it was to do will not be done. False when it is not a failed job any longer."""
    job = _held(job_id)
    if job is None:
        return False
    audit.record(Act.REMOVED, by=by, about=f"job:{job_id}", about_name=job.task_name, before=job.args, at=at)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_periodic_defers WHERE job_id = %s", [job_id])
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
    Failure.objects.filter(job_id=job_id).delete()
    return True


def forget_failures() -> None:
    """Drop the errors of jobs that are done or gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM jobs_failure WHERE NOT EXISTS "
            "(SELECT FROM procrastinate_jobs job WHERE job.id = job_id AND job.status IN ('todo', 'doing', 'failed'))"
        )


def _held(job_id: int) -> ProcrastinateJob | None:
    """The failed job, if it still is one and nobody else acts on it at the moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE SKIP LOCKED",
            [job_id],
        )
        if cursor.fetchone() is None:
            return None
    found: ProcrastinateJob = ProcrastinateJob.objects.get(pk=job_id)
    return found
