"""What customers have asked to take along."""

from django.db import models

from pult.customers.models import Customer
from pult.foundation.files.models import StoredFile


class Export(models.Model):
    """An archive of everything that is known of a customer; it lies ready for a few days."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["customer", "-asked_at"], name="export_of_customer")]
        constraints = [
            models.CheckConstraint(
                name="export_ready_iff_file",
                condition=models.Q(ready_at=None, file=None)
                | models.Q(ready_at__isnull=False, file__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the archive is called when it is kept."""
        return f"requests-{self.asked_at:%Y-%m-%d}.zip"
