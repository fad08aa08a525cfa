"""What is counted in the backlog's figures."""

from django.db import models

from .conversations import Conversation


class BacklogEntry(models.Model):
    """Where an unresolved conversation is counted in the backlog's figures, so that each step is counted once."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    department_id = models.BigIntegerField()
    member_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"#{self.conversation_id} in {self.department_id}"
