"""What an application check has found in a text: places to look, kept beside the text and erased with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .applications import Answer, ApplicationFile


class LookedThrough(models.Model):
    """One answer or document that was looked through. `slips` says where and why; it is no mark."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, null=True, related_name="looked_through")
    file = models.OneToOneField(
        ApplicationFile, on_delete=models.CASCADE, null=True, related_name="looked_through"
    )
    text = models.TextField(blank=True)
    slips = models.JSONField(default=list)
    is_read = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="looked_through_is_about_one_text",
                condition=Q(answer=None, file__isnull=False) | Q(answer__isnull=False, file=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer_id or self.file_id}"
