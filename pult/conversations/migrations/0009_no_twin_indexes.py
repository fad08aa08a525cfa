"""Indexes that begin like another one go, and keys that most messages do not have stand in no index.

Dropping is instant. Making the two unique indexes again keeps writers of messages waiting for the moment that one
reading of the table takes: about half a second for a million messages.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0008_list_messages_to_index'),
        ('customers', '0003_kept_apart'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='message',
            name='message_comes_in_once',
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_is_sent_once',
        ),
        migrations.AlterField(
            model_name='conversation',
            name='customer',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='customers.customer'),
        ),
        migrations.AlterField(
            model_name='participant',
            name='conversation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='conversations.conversation'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('intake_key__isnull', False)), fields=('intake_key',), name='message_comes_in_once'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('client_key__isnull', False)), fields=('client_key',), name='message_is_sent_once'),
        ),
    ]
