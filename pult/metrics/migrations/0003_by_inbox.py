"""Sums of each inbox: the fine ones, by member so far, are added up anew from the facts by member and inbox.

They are written into a fresh table, so that nothing of the old ones stays on disk. Reports are exact as soon as it has run.
"""

from django.db import migrations, models
from django.utils import timezone


# As the metrics of this day were declared: those whose values go into buckets that grow by a fixed ratio, those whose
# values are their own buckets, and those that nothing of came in through an inbox.
LENGTHS = [
    "conversations.first_response",
    "conversations.next_response",
    "conversations.replies_to_resolution",
    "conversations.resolution",
    "hiring.first_answer",
    "hiring.time_to_hire",
    "routing.waiting_time",
]
SCALES = [
    "assistant.accepted",
    "assistant.containment",
    "assistant.handed_over",
    "conversations.reopen_rate",
    "feedback.ces",
    "feedback.csat",
    "feedback.nps",
    "feedback.response_rate",
    "forms.deflection",
    "hiring.answered",
    "hiring.candidate_rating",
    "hiring.offers_accepted",
    "hiring.trials_kept",
    "knowledge.deflection",
    "knowledge.empty_searches",
    "knowledge.self_service",
    "knowledge.usefulness",
    "routing.abandonment",
    "routing.abandonment_without_short",
    "routing.service_level",
    "routing.silent_abandonment",
    "sla.attainment",
    "sla.first_response_kept",
    "sla.next_response_kept",
    "sla.resolution_kept",
]
NOT_BY_INBOX = ["hiring", "knowledge"]
LOG_RATIO = 0.040005334613699206  # of 1.02 to 0.98


def _bucket(value: str) -> str:
    return f"""CASE WHEN metric = ANY(%(scales)s) THEN round({value})::int
        WHEN metric <> ALL(%(lengths)s) THEN NULL
        WHEN {value} < 0.5 THEN -1000000 ELSE ceil(ln({value}) / {LOG_RATIO!r})::int END"""


def _histogram(buckets: str, count: str) -> str:
    """As it is stored: nothing where one value says it all."""
    return f"""CASE WHEN {count} = 1 AND cardinality(array_remove({buckets}, NULL)) = 1 THEN NULL
        ELSE coalesce((
            SELECT jsonb_object_agg(bucket::text, times) FROM (
                SELECT bucket, sum(weight)::int AS times FROM unnest({buckets}, weights) AS one (bucket, weight)
                WHERE bucket IS NOT NULL GROUP BY bucket HAVING sum(weight) <> 0
            ) counted
        ), '{{}}') END"""


WHOLE = """
    CREATE TEMPORARY TABLE whole_rollup ON COMMIT DROP AS SELECT * FROM metrics_rollup WHERE grain = 1;
    TRUNCATE metrics_rollup;
    INSERT INTO metrics_rollup SELECT * FROM whole_rollup;
    DROP TABLE whole_rollup;
"""
# What waits to be folded in is left out: it is folded in with the next run of the job, as ever.
FINE = f"""
    INSERT INTO metrics_rollup (metric, grain, day, department_id, member_id, inbox_id, channel, version, count, total,
                                squares, buckets, business_count, business_total, business_squares, business_buckets)
    SELECT metric, 2, day, department_id, member_id, inbox_id, channel, version, count, total, squares,
           {_histogram("buckets", "count")},
           business_count, business_total, business_squares, {_histogram("business_buckets", "business_count")}
    FROM (
        SELECT metric, (at AT TIME ZONE %(zone)s)::date AS day, department_id, member_id, inbox_id, channel, version,
               sum(weight)::int AS count, sum(value * weight) AS total, sum(value * value * weight) AS squares,
               count(business) FILTER (WHERE weight = 1) - count(business) FILTER (WHERE weight = -1) AS business_count,
               coalesce(sum(business * weight), 0) AS business_total,
               coalesce(sum(business * business * weight), 0) AS business_squares,
               array_agg(weight) AS weights,
               array_agg({_bucket("value")}) AS buckets, array_agg({_bucket("business")}) AS business_buckets
        FROM metrics_fact
        WHERE NOT EXISTS (SELECT FROM metrics_unfolded WHERE fact_id = metrics_fact.id)
          AND (member_id IS NOT NULL OR split_part(metric, '.', 1) <> ALL(%(not_by_inbox)s))
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) told
"""  # noqa: S608 - of constants only


def add_up(_apps, editor):
    """Anew from the facts, in the zone of the installation."""
    with editor.connection.cursor() as cursor:
        cursor.execute(WHOLE)
        cursor.execute(
            FINE,
            {
                "zone": timezone.get_default_timezone_name(),
                "lengths": LENGTHS,
                "scales": SCALES,
                "not_by_inbox": NOT_BY_INBOX,
            },
        )


class Migration(migrations.Migration):

    dependencies = [
        ('metrics', '0002_facts_of_a_member'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='rollup',
            name='metrics_rollup_once',
        ),
        migrations.RemoveConstraint(
            model_name='rollup',
            name='metrics_rollup_member_iff_fine',
        ),
        migrations.AddField(
            model_name='rollup',
            name='inbox_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='rollup',
            name='buckets',
            field=models.JSONField(default=dict, null=True),
        ),
        migrations.AlterField(
            model_name='rollup',
            name='business_buckets',
            field=models.JSONField(default=dict, null=True),
        ),
        migrations.AlterField(
            model_name='rollup',
            name='grain',
            field=models.PositiveSmallIntegerField(choices=[(1, 'Department'), (2, 'Fine')]),
        ),
        migrations.RunPython(add_up, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='rollup',
            constraint=models.UniqueConstraint(fields=('metric', 'grain', 'day', 'department_id', 'member_id', 'inbox_id', 'channel', 'version'), name='metrics_rollup_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='rollup',
            constraint=models.CheckConstraint(condition=models.Q(('grain', 2), models.Q(('grain', 1), ('inbox_id__isnull', True), ('member_id__isnull', True)), _connector='OR'), name='metrics_rollup_whole_unless_fine'),
        ),
    ]
