"""What messages are found by is kept as numbers, in a third of the space of vectors.

The old table is dropped, which is instant and gives its space back; nothing else is locked but for the moment in which
the new one is tied to the messages. The next step lists the messages in it, and the worker fills it, newest first.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import pult.foundation.text.fields
from pult.foundation.text.fields import set_statistics


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0006_kept_apart'),
    ]

    operations = [
        migrations.DeleteModel(name='MessageIndex'),
        migrations.CreateModel(
            name='MessageIndex',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='conversations.message')),
                ('codes', pult.foundation.text.fields.CodesField()),
                ('analyser', models.IntegerField()),
                ('conversation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='conversations.conversation')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['codes'], name='message_index_codes')],
            },
        ),
        set_statistics("conversations_messageindex", "codes"),
        migrations.CreateModel(
            name='KnownWord',
            fields=[
                ('word', models.TextField(primary_key=True, serialize=False)),
            ],
        ),
    ]
