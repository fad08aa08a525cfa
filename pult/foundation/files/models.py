"""Stored files: content kept once per digest, in the data folder or an object store."""

from django.db import models
from django.db.models.functions import Now

from .bounds import PICTURES, is_modest


class StoredFile(models.Model):
    """One content. The same bytes are stored once, whoever sends them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=130)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"

    @property
    def is_picture(self) -> bool:
        """A picture that a page may show in place: of a kind without script, and not of too many pixels."""
        return self.content_type in PICTURES and is_modest(
            (self.width, self.height) if self.width and self.height else None
        )

    @property
    def can_be_shown(self) -> bool:
        """Whether a browser may open it, instead of keeping it."""
        return self.is_picture or self.content_type == "application/pdf"

    @property
    def path(self) -> str:
        """Where the content lies in the store."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"
