"""Policies ask about more than department and channel."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Begin with no further conditions."""

    dependencies = [("sla", "0005_kept_days")]

    operations = [
        migrations.AddField(
            model_name="policy", name="conditions", field=models.JSONField(blank=True, default=dict)
        ),
    ]
