"""Customers, companies, and what they are recognised by."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.customers.types import IdentityKind, KeyPurpose, Right
from pult.foundation.actors import Actor, Kind
from pult.foundation.text.fields import TsVectorField


class CompanyQuerySet(models.QuerySet["Company"]):
    """Phrases about companies."""

    def visible_to(self, actor: Actor) -> "CompanyQuerySet":
        """All of them for those who may see customers."""
        return self if actor.has(Right.READ) else self.none()


class Company(models.Model):
    """A firm that customers belong to."""

    name = models.CharField(_("Name"), max_length=160)
    domain = models.CharField(_("Mail domain"), max_length=160, blank=True)
    note = models.TextField(_("Note"), blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = CompanyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="company_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=~models.Q(domain=""), name="company_domain_belongs_to_one"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Phrases about customers."""

    def visible_to(self, actor: Actor) -> "CustomerQuerySet":
        """All of them for those who may see customers; who was merged is seen where they went."""
        return self.filter(is_apart=False, merged_into=None) if actor.has(Right.READ) else self.none()


class Customer(models.Model):
    """Somebody who asks. Who has only ever written to an inbox that is kept apart is kept apart, too."""

    name = models.CharField(_("Name"), max_length=160)
    company = models.ForeignKey(
        Company,
        verbose_name=_("Company"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="customers",
    )
    language = models.CharField(_("Language"), max_length=10, blank=True)
    note = models.TextField(_("Note"), blank=True)
    reads_company = models.BooleanField(_("Reads the company’s conversations in the portal"), default=False)
    is_apart = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_here",
        editable=False,
        db_index=False,
    )
    erasing_since = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())

    vector = TsVectorField(default="", editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="customer_by_name"),
            models.Index(fields=["language", "name", "id"], name="customer_by_language"),
            models.Index(fields=["company", "name", "id"], name="customer_of_company"),
            GinIndex(fields=["vector"], name="customer_vector"),
            models.Index(
                fields=["merged_into"], name="customer_merged", condition=models.Q(merged_into__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """This customer as somebody who acts."""
        return Actor(kind=Kind.CUSTOMER, id=self.pk, name=self.name)


class Identity(models.Model):
    """One thing that a customer is recognised by. `value` is normalised: lower case, digits of a phone."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10, choices=IdentityKind.choices)
    value = models.CharField(max_length=254)
    undeliverable_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="identity_belongs_to_one_customer")
        ]
        indexes = [
            models.Index(
                fields=["customer"],
                name="identity_undeliverable",
                condition=models.Q(undeliverable_since__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.value


class Access(models.Model):
    """How a customer signs in to the portal. The stamp stands in every session; a new one ends them all."""

    customer = models.OneToOneField(
        Customer, on_delete=models.CASCADE, primary_key=True, related_name="access"
    )
    password = models.CharField(max_length=128, blank=True)
    stamp = models.CharField(max_length=32)
    signed_in_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"access of {self.customer_id}"


class MailedKey(models.Model):
    """A link that was mailed to a customer: it opens one thing once, for a short while. Only its digest is kept."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=KeyPurpose.choices)
    address = models.CharField(max_length=254)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "sent_at"], name="mailed_key_of_customer")]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.address}"
