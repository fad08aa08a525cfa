"""The figures of feedback say by which inbox the conversation came in, before sums of each inbox are added up."""

from django.db import migrations

FIND = """
    UPDATE metrics_fact fact SET inbox_id = conversation.inbox_id
    FROM conversations_conversation conversation
    WHERE fact.metric IN ('feedback.ces', 'feedback.csat', 'feedback.nps', 'feedback.response_rate')
      AND fact.inbox_id IS NULL AND fact.subject LIKE 'conversation:%'
      AND conversation.id = substr(fact.subject, 14)::bigint
"""


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0028_forgetting"),
        ("feedback", "0004_ratings_live_in_surveys"),
        ("metrics", "0002_facts_of_a_member"),
    ]
    run_before = [("metrics", "0003_by_inbox")]

    operations = [migrations.RunSQL(FIND, migrations.RunSQL.noop, elidable=True)]
