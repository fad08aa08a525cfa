"""Who takes part in a conversation from outside, and what each of the staff has begun and read there."""

from django.db import models
from django.db.models.functions import Now

from pult.accounts.models import Person
from pult.conversations.types import MessageKind

from .conversations import Conversation


class Participant(models.Model):
    """Somebody who takes part by mail: only they may join a conversation from outside."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants", db_index=False
    )
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=254)
    name = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind", "value"], name="participant_takes_part_once"
            )
        ]

    def __str__(self) -> str:
        return self.value


class Draft(models.Model):
    """What somebody is writing; kept as they type."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=MessageKind.choices, default=MessageKind.REPLY)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person", "kind"], name="draft_one_per_person_and_kind"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ReadMark(models.Model):
    """How far somebody has read a conversation."""

    pk = models.CompositePrimaryKey("conversation_id", "person_id")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    last_message_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.person_id} up to {self.last_message_id}"
