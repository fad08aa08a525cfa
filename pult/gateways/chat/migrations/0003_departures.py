"""Whose visitor has gone, or whose chat has ended, takes nobody's place from now on."""

from django.db import migrations


def note_departures(apps, schema_editor):
    chats = apps.get_model("chat", "Chat").objects.using(schema_editor.connection.alias)
    departures = apps.get_model("routing", "Departure").objects.using(schema_editor.connection.alias)
    gone = [
        departures.model(conversation_id=pk, at=ended or left)
        for pk, ended, left in chats.values_list("pk", "ended_at", "left_at")
        if ended or left
    ]
    departures.bulk_create(gone, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("chat", "0002_when_seen"), ("routing", "0004_departures")]

    operations = [migrations.RunPython(note_departures, migrations.RunPython.noop)]
