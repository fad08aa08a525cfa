"""Stored files: content kept once per digest, in the data folder or an object store."""

from django.db import models
from django.db.models.functions import Now


class StoredFile(models.Model):
    """One content. The same bytes are stored once, whoever sends them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=120)
    stored_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"

    @property
    def path(self) -> str:
        """Where the content lies in the store."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"
