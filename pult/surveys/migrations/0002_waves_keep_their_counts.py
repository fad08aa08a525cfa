"""Each closed wave keeps how many answered in each part of the people, so that later waves can be held against it."""

from collections import Counter

from django.db import migrations, models


def count_what_is_closed(apps, _editor):
    """Waves that closed before know only the parts that they show; that much is counted."""
    Wave, Response = apps.get_model("surveys", "Wave"), apps.get_model("surveys", "Response")
    Answer = apps.get_model("surveys", "Answer")
    for wave in Wave.objects.exclude(closed_at=None).exclude(shown=None).iterator():
        found = {key: Counter() for key in wave.shown}
        people = Response.objects.filter(wave=wave).values_list("segments", flat=True)
        answers = Answer.objects.filter(response__wave=wave)
        rows = [("", segments) for segments in people.iterator()]
        rows += answers.values_list("question__key", "response__segments").iterator()
        for key, segments in rows:
            if key in found:
                found[key][tuple(str(segments.get(name) or "") for name in wave.segments)] += 1
        counts = {key: [[list(cell), size] for cell, size in sorted(cells.items())] for key, cells in found.items()}
        Wave.objects.filter(pk=wave.pk).update(counts=counts)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_begin")]

    operations = [
        migrations.AddField("wave", "counts", models.JSONField(blank=True, default=dict)),
        migrations.RunPython(count_what_is_closed, migrations.RunPython.noop),
    ]
