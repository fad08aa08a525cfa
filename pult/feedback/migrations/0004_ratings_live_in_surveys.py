"""What is double goes; surveys keep the answers and the days in which links work and answers can be changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_answers_move_to_surveys")]

    operations = [
        migrations.DeleteModel("Rating"),
        migrations.RemoveField("FeedbackSettings", "change_days"),
        migrations.RemoveField("FeedbackSettings", "valid_days"),
    ]
