"""Every message that was indexed before stands in the new index without words; the worker fills it, newest first.

Only the new table is written: about ten seconds for a million messages, and nobody waits for it.
"""

from django.db import migrations

LIST = """
    INSERT INTO conversations_messageindex (message_id, conversation_id, codes, analyser)
    SELECT m.id, m.conversation_id, '{}', 0 FROM conversations_message m
    JOIN conversations_conversation c ON c.id = m.conversation_id WHERE NOT c.is_apart
    ORDER BY m.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0007_codes'),
    ]

    operations = [migrations.RunSQL(LIST, migrations.RunSQL.noop)]
