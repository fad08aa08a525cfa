from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0001_begin")]
    operations = [
        migrations.AddField("visitor", "came_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("chat", "read_at", models.DateTimeField(blank=True, null=True)),
    ]
