"""Omar looks after the installation: what failed, why, and once more."""

from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from pult.foundation import jobs
from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.jobs import operations
from pult.foundation.jobs.models import Failure
from tests.cast import Kettle

PAGE = "/app/settings/jobs"


@jobs.task("tests.boil")
def boil(*, kettle: int) -> None: ...


def failed_job(number: int = 1, error: str = "The kettle is dry") -> int:
    """A job that was tried and given up, as a worker leaves it."""
    job_id: int = boil.configure().defer(kettle=number)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed', attempts = 16 WHERE id = %s", [job_id]
        )
    operations.note_failure(job_id, RuntimeError(error))
    return job_id


def page_of(kettle: Kettle, **query: str) -> str:
    return kettle.omar.client.get(PAGE, query).content.decode()


def status_of(job_id: int) -> Any:
    found = ProcrastinateJob.objects.filter(pk=job_id).first()
    return found and found.status


def test_an_empty_page_says_what_it_is_for(kettle: Kettle):
    text = page_of(kettle)
    assert "Nothing has failed" in text
    assert "No worker runs" in text


def test_a_failed_job_is_shown_with_its_error_and_retried(kettle: Kettle):
    job_id = failed_job(error="The kettle <is> dry")
    text = page_of(kettle)
    assert "tests.boil" in text
    assert "RuntimeError: The kettle &lt;is&gt; dry" in text
    kettle.omar.client.post(f"{PAGE}/{job_id}/retry")
    assert status_of(job_id) == Status.TODO.value
    assert "The job runs again." in page_of(kettle)


def test_a_failed_job_is_removed_with_its_error(kettle: Kettle):
    job_id = failed_job()
    kettle.omar.client.post(f"{PAGE}/{job_id}/removal")
    assert status_of(job_id) is None
    assert not Failure.objects.exists()
    record = AuditRecord.objects.get(about=f"job:{job_id}")
    assert (record.what, record.who_name, record.about_name) == ("job.removed", "Omar Khalil", "tests.boil")
    assert record.before == {"kettle": 1}, "what will never be done can be read later"
    assert "Removed a failed job" in kettle.omar.client.get("/app/settings/audit").content.decode()


def test_who_ran_a_job_again_is_written_down_once_for_each(kettle: Kettle):
    first, second = failed_job(1), failed_job(2)
    kettle.omar.client.post(f"{PAGE}/{first}/retry")
    kettle.omar.client.post(f"{PAGE}/{first}/retry")
    kettle.omar.client.post(f"{PAGE}/retries")
    records = AuditRecord.objects.filter(what="job.retried").order_by("pk")
    assert [record.about for record in records] == [f"job:{first}", f"job:{second}"]


def test_a_job_that_has_not_failed_is_left_alone(kettle: Kettle):
    job_id = failed_job()
    operations.retry(job_id, by=SYSTEM)
    kettle.omar.client.post(f"{PAGE}/{job_id}/removal")
    assert status_of(job_id) == Status.TODO.value
    assert "Somebody was faster" in page_of(kettle)


def test_all_are_retried_at_once(kettle: Kettle):
    ids = [failed_job(number) for number in range(3)]
    kettle.omar.client.post(f"{PAGE}/retries")
    assert {status_of(job_id) for job_id in ids} == {Status.TODO.value}


@pytest.mark.django_db
def test_many_failures_come_in_pages_and_cost_no_more(kettle: Kettle, django_assert_max_num_queries: Any):
    for number in range(60):
        failed_job(number)
    page_of(kettle)
    with django_assert_max_num_queries(8):
        text = page_of(kettle)
    assert text.count("tests.boil") == 25
    assert 'rel="next"' in text


@pytest.mark.parametrize("who", ["ana", "lea", "mila", "eva"])
def test_only_those_who_look_after_the_system_come_in(kettle: Kettle, who: str):
    client = getattr(kettle, who).client
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}/1/retry").status_code == 403


def test_errors_of_jobs_that_are_gone_are_forgotten(kettle: Kettle):
    job_id = failed_job()
    operations.note_failure(job_id + 1, RuntimeError("gone"))
    operations.forget_failures()
    assert list(Failure.objects.values_list("job_id", flat=True)) == [job_id]
