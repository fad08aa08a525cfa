"""The mailbox of the demo's customers."""

from django.db import models


class DemoLetter(models.Model):
    """A mail that the desk sent to a customer of the demo."""

    address = models.CharField(max_length=320)
    sender = models.CharField(max_length=320)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    external_id = models.CharField(max_length=998, blank=True)
    answer_to = models.CharField(max_length=320, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-received_at", "-id"], name="demo_letter_newest")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"
