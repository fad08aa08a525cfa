"""Who follows a conversation without having it."""

from django.db import models

from pult.accounts.models import Person

from .conversations import Conversation


class Follower(models.Model):
    """Somebody who wants to know how a conversation goes on."""

    pk = models.CompositePrimaryKey("conversation_id", "person_id")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="followers", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} follows #{self.conversation_id}"
