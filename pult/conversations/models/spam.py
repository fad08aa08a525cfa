"""What was marked as spam, why, and all that is needed to take it back; how long it is kept."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.conversations.types import SpamReason

from .conversations import Conversation

ONLY = 1


class SpamMark(models.Model):
    """One conversation that was marked as spam. `kept` is how it stood before; `is_new` that it came in as spam."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="spam_marks")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=SpamReason.choices)
    detail = models.CharField(max_length=250, blank=True)
    is_new = models.BooleanField(default=False)
    kept = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"], name="conversation_is_spam_once", condition=models.Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id}: {self.reason}"


class SpamKeeping(models.Model):
    """For how many days spam is kept; one row, made when somebody first changes it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    days = models.PositiveSmallIntegerField(
        _("Days"), default=30, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="one_spam_keeping", condition=models.Q(id=ONLY)),
            models.CheckConstraint(name="spam_is_kept_a_while", condition=models.Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.days} days"
