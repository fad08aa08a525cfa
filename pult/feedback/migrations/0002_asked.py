"""An invitation is a matter of surveys; feedback knows who is asked about which conversation, and what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_begin"),
        ("conversations", "0003_backlog_entry"),
        ("customers", "0002_search_vector"),
        ("surveys", "0001_begin"),
        ("metrics", "0001_begin"),
    ]

    operations = [
        migrations.RenameModel("SurveyInvitation", "Asked"),
        migrations.AlterField(
            "Asked",
            "conversation",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="asked",
                to="conversations.conversation",
            ),
        ),
        migrations.AlterField(
            "Asked",
            "customer",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="asked", to="customers.customer"
            ),
        ),
        migrations.AddField(
            "FeedbackSettings",
            "question",
            models.CharField(
                choices=[
                    ("desk-csat", "How satisfied they are (CSAT, five faces)"),
                    ("desk-ces", "How easy it was (CES, 1 to 7)"),
                    ("desk-nps", "Whether they would recommend us (NPS, 0 to 10)"),
                ],
                default="desk-csat",
                max_length=20,
                verbose_name="What is asked",
            ),
        ),
    ]
