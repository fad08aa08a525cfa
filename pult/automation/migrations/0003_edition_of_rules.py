"""Rules upon facts get an edition, by which every process knows whether those in its memory still count."""

import secrets

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Where there are rules already, there is an edition of them."""
    if apps.get_model("automation", "Rule").objects.exists():
        apps.get_model("automation", "Edition").objects.create(pk=1, number=secrets.randbits(62))


class Migration(migrations.Migration):
    """Adds the edition."""

    dependencies = [("automation", "0002_rules_of_intake")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
