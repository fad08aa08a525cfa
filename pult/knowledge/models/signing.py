"""Read and signed: who was asked, and who has."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .documents import Document
from .translations import Revision


class Asking(models.Model):
    """A document that a department, or everybody, has to read and sign. One that ended keeps its signatures."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="askings")
    department = models.ForeignKey(
        Department,
        verbose_name=_("Who signs"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    days = models.PositiveSmallIntegerField(_("Days to sign"), default=14)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "department"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="asked_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.department_id or ''}"


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    """Phrases about signatures."""

    def waiting_for(self, actor: Actor) -> "AcknowledgementQuerySet":
        """What this person still has to read and sign."""
        return self.waiting().filter(person_id=actor.person_id)

    def waiting(self) -> "AcknowledgementQuerySet":
        """What nobody has signed yet, and is still to be signed."""
        return self.filter(signed_at=None, dropped_at=None)

    def signed(self) -> "AcknowledgementQuerySet":
        """What was signed."""
        return self.exclude(signed_at=None)


class Acknowledgement(models.Model):
    """One person is to read one version and sign it. `read` is the text they had before them when they signed."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="acknowledgements")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    read = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "signed_at"], name="acknowledgement_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "person"], name="version_signed_once_by_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.revision_id}"
