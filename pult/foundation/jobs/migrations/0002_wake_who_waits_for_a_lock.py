"""Whoever waits for a lock is woken when it is free, not when a worker looks by itself some seconds later."""

from django.db import migrations

WAKE = """
CREATE FUNCTION pult_jobs_wake_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payload text := json_build_object('type', 'job_inserted', 'job_id', OLD.id)::text;
BEGIN
    PERFORM pg_notify('procrastinate_queue_v1#' || OLD.queue_name, payload);
    PERFORM pg_notify('procrastinate_any_queue_v1', payload);
    RETURN NULL;
END;
$$;
CREATE TRIGGER pult_jobs_wake_waiting
    AFTER DELETE OR UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.lock IS NOT NULL AND OLD.status = 'doing')
    EXECUTE FUNCTION pult_jobs_wake_waiting();
"""
LEAVE = """
DROP TRIGGER pult_jobs_wake_waiting ON procrastinate_jobs;
DROP FUNCTION pult_jobs_wake_waiting();
"""


class Migration(migrations.Migration):
    """A trigger beside Procrastinate's own, which tell of new jobs only."""

    dependencies = [
        ("jobs", "0001_failures"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(WAKE, LEAVE)]
