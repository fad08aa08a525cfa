"""What is remembered of failed sign-ins."""

from datetime import datetime

from django.db import models


class FailedSignIns(models.Model):
    """Failed attempts for one address, known here or not, so that strangers learn nothing from being locked out."""

    address = models.CharField(max_length=254, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.address}: {self.count}"

    def is_locked(self, at: datetime) -> bool:
        """Whether this address has to wait."""
        return self.locked_until is not None and at < self.locked_until
