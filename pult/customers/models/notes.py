"""What the staff writes down about a customer or a company, and what customers have agreed to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.customers.types import ConsentSource

from .people import Company, Customer


class Note(models.Model):
    """One dated note. The customer never sees it."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="notes")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="notes")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=160)
    text = models.TextField(_("Note"))
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="note_is_about_one",
                condition=models.Q(customer=None, company__isnull=False)
                | models.Q(customer__isnull=False, company=None),
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Purpose(models.Model):
    """Something that customers can agree to, such as letters with offers."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    explanation = models.CharField(_("What customers agree to"), max_length=300, blank=True)
    rules_surveys = models.BooleanField(_("Who has withdrawn it is not sent surveys"), default=False)
    is_active = models.BooleanField(_("In use"), default=True)

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """That a customer has agreed, or agrees no longer. Entries never change; the latest one counts."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    is_given = models.BooleanField()
    at = models.DateTimeField()
    source = models.CharField(_("How"), max_length=10, choices=ConsentSource.choices)
    words = models.CharField(_("Remark"), max_length=300, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["customer", "purpose", "-at", "-id"], name="consent_of_customer")]

    def __str__(self) -> str:
        return f"{self.purpose_id} {'given' if self.is_given else 'withdrawn'}"
