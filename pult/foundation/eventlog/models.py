"""The append-only log of facts, those that nobody has heard of yet, and the marks of who has dealt with which."""

from django.db import models
from django.db.models.functions import Now


class EventRecord(models.Model):
    """One fact as it was announced. Audit log, time line, webhooks and metrics read it."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="event_by_subject"),
            models.Index(fields=["name", "id"], name="event_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject} #{self.pk}"


class EventWaiting(models.Model):
    """A fact that its subscribers have not heard of yet. The row goes together with what they make of it."""

    event_id = models.BigIntegerField(primary_key=True)
    subject = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["subject", "event_id"], name="event_waiting_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject} #{self.pk}"


class EventDone(models.Model):
    """A subscriber has dealt with a fact; its effects and this row were committed together. `*` stands for all."""

    pk = models.CompositePrimaryKey("event_id", "subscriber")
    event_id = models.BigIntegerField()
    subscriber = models.CharField(max_length=160)
    done_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["done_at"], name="event_done_at")]

    def __str__(self) -> str:
        return f"{self.subscriber} of {self.event_id}"
