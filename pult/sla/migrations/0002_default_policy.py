"""The policy that every installation begins with."""

from datetime import timedelta

from django.db import migrations

HOURS = {
    "first_response": {"urgent": 1, "high": 4, "normal": 8, "low": 16},
    "next_response": {"urgent": 1, "high": 4, "normal": 8, "low": 16},
    "resolution": {"urgent": 8, "high": 16, "normal": 40, "low": 80},
}


def begin(apps, schema_editor):
    """One policy for everybody, in opening hours."""
    policy = apps.get_model("sla", "Policy").objects.create(name="Standard", is_default=True)
    apps.get_model("sla", "Promise").objects.bulk_create(
        apps.get_model("sla", "Promise")(
            policy=policy, target=target, priority=priority, within=timedelta(hours=hours)
        )
        for target, by_priority in HOURS.items()
        for priority, hours in by_priority.items()
    )


class Migration(migrations.Migration):
    dependencies = [("sla", "0001_begin")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
