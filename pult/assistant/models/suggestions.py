"""What agents did with what was suggested to them."""

from django.db import models

from pult.accounts.models import Person
from pult.assistant.types import Outcome, Source
from pult.conversations.models import Conversation


class Suggestion(models.Model):
    """Something that was suggested beside a conversation, and whether it was taken."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=12, choices=Source.choices)
    source_id = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person", "source", "source_id"], name="suggestion_judged_once_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}: {self.outcome}"
