"""A member's facts are few: member and moment find them, in a third of the space.

Whoever records a fact meanwhile waits: about a second for a million facts.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('metrics', '0001_begin'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='fact',
            name='metrics_fact_by_member',
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(condition=models.Q(('member_id__isnull', False)), fields=['member_id', 'at'], name='metrics_fact_of_member'),
        ),
    ]
