"""Candidates, and who has looked at them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.customers.models import Customer
from pult.hiring.types import Source
from pult.skills.models import Holder


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Phrases about candidates."""

    def known(self) -> "CandidateQuerySet":
        """Those who were not erased."""
        return self.filter(erased_at=None)


class Candidate(models.Model):
    """Somebody who applies. Being recognised by an address gives nobody any right; it only joins applications.

    An erased candidate keeps the row, without anything that tells who it was, so that counts stay true.
    """

    name = models.CharField(_("Name"), max_length=160, blank=True)
    email = models.EmailField(_("E-mail"), null=True, unique=True)  # noqa: DJ001 - an erased one has none
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices, default=Language.EN)
    source = models.CharField(_("Source"), max_length=12, choices=Source.choices, default=Source.CAREERS)
    holder = models.OneToOneField(Holder, on_delete=models.SET_NULL, null=True, related_name="candidate")
    customer = models.ForeignKey(Customer, on_delete=models.SET_NULL, null=True, related_name="+")
    consent_version = models.CharField(max_length=20, blank=True)
    consented_at = models.DateTimeField(null=True)
    may_keep = models.BooleanField(_("May be kept for other openings"), default=False)
    keep_until = models.DateField(_("Kept until"), null=True)
    warned_at = models.DateTimeField(null=True)
    # What stands in the link of a letter; another one makes all earlier links worthless.
    link_key = models.CharField(max_length=22, unique=True)
    first_seen_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["keep_until"], name="candidate_kept_until", condition=Q(erased_at=None))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="candidate_erased_is_nobody",
                condition=Q(erased_at=None, email__isnull=False)
                | Q(erased_at__isnull=False, email=None, name="", phone="", holder=None, customer=None),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("Erased candidate"))

    @property
    def is_erased(self) -> bool:
        """Whether nothing is known of this person any longer."""
        return self.erased_at is not None


class LookQuerySet(models.QuerySet["Look"]):
    """Phrases about looks."""

    def latest_first(self) -> "LookQuerySet":
        """As the page of the candidate lists them."""
        return self.order_by("-at", "-pk")


class Look(models.Model):
    """Somebody of the staff has looked at a candidate."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=20, default="page")

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["candidate", "-at"], name="look_at_candidate")]

    def __str__(self) -> str:
        return f"{self.person} at {self.candidate_id}"
