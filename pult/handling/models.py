"""How long people worked on conversations: stretches, their days, and solutions whose time is counted."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from pult.conversations.models import Conversation
from pult.workforce.models import Member

LONGEST = timedelta(days=1)


class Stretch(models.Model):
    """From when to when somebody worked on a conversation without a break. One's own stretches never overlap.

    When the conversation is forgotten, the time stays.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="handling_stretch_lasts",
                condition=models.Q(ended_at__gt=models.F("began_at"))
                & models.Q(ended_at__lte=models.F("began_at") + LONGEST),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["member", "ended_at"], name="handling_of_member"),
            models.Index(
                fields=["conversation"],
                name="handling_of_conversation",
                condition=models.Q(conversation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.began_at}"

    @property
    def length(self) -> timedelta:
        return self.ended_at - self.began_at


class HandledDay(models.Model):
    """How long somebody worked on conversations on one day, and how much of it while they were not available."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    seconds = models.FloatField()
    aside_seconds = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "day"], name="handled_day_once"),
            models.CheckConstraint(
                name="handled_day_aside_is_a_part",
                condition=models.Q(aside_seconds__gte=0) & models.Q(aside_seconds__lte=models.F("seconds")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.day}"


class AddedUp(models.Model):
    """Up to which day, and in which time zone, the days of a member are added up.

    The database itself takes it back to the day of whatever is changed later, so no way of changing can be forgotten.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    until = models.DateField()
    zone = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.member_id}: {self.until}"


class Solution(models.Model):
    """A solved conversation, and the time that is counted for it. It is looked at again when that may have changed."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    solved_at = models.DateTimeField()
    solver_id = models.BigIntegerField(null=True)
    department_id = models.BigIntegerField()
    seconds = models.FloatField(null=True)
    counted_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    settle_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="handling_solution_counted_as_a_whole",
                condition=models.Q(seconds__isnull=True, counted_at__isnull=True)
                | models.Q(seconds__isnull=False, counted_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["settle_at"],
                name="handling_to_settle",
                condition=models.Q(settle_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"solution of {self.conversation_id}"
