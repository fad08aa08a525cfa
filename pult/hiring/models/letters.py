"""The letters of the house, where it has written its own."""

from django.db import models

from pult.hiring.types import LetterKind


class Letter(models.Model):
    """A letter for one occasion, in several languages; without a row the one that came with Pult is sent."""

    kind = models.CharField(max_length=14, choices=LetterKind.choices, unique=True)
    subjects = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(LetterKind(self.kind).label)
