"""Promises are added up by inbox as well. The past is added up anew by the first runs of the job, a fortnight at a time;
until then the report reads its days from the clocks.
"""

from django.db import migrations, models

PAST = """
INSERT INTO sla_decision (at)
SELECT DISTINCT date_trunc('hour', coalesce(missed_at, stopped_at)) FROM sla_clock
WHERE NOT is_void AND coalesce(missed_at, stopped_at) IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sla', '0006_policy_conditions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='keptday',
            name='kept_day_once',
        ),
        migrations.AddField(
            model_name='keptday',
            name='inbox_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='keptday',
            constraint=models.UniqueConstraint(fields=('day', 'target', 'policy_id', 'department_id', 'inbox_id', 'priority', 'channel'), name='kept_day_once', nulls_distinct=False),
        ),
        migrations.RunSQL(PAST, migrations.RunSQL.noop, elidable=True),
    ]
