"""What the API remembers: answers to requests that carried an Idempotency-Key."""

from django.db import models
from django.db.models.functions import Now


class KeptAnswer(models.Model):
    """The answer to a request, written in the transaction of its effects, given again when the request is repeated."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="kept_answer_one_per_key")]
        indexes = [models.Index(fields=["kept_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
