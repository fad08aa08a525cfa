"""Customers, companies, and what they are recognised by."""

from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.customers.types import IdentityKind, KeyPurpose, Right
from pult.foundation import restricting
from pult.foundation.actors import Actor, Kind
from pult.foundation.text.fields import TsVectorField

NOBODY = 0
# The kind of things that can be restricted, see `restricting`: people, themselves or with their company.
CUSTOMERS = "customers"


class ClosedTo(models.Func):
    """The ids of customers who are restricted to others than a person; all who are restricted for nobody."""

    function = "customers_closed_to"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = models.BigIntegerField()

    def __init__(self, person_id: int) -> None:
        super().__init__(models.Value(person_id))


# By way of a function, too, which looks into the indexes however little is known of the tables.
restricting.declare(CUSTOMERS, lambda: RawSQL("customers_some_restricted()", [], models.BooleanField()))


class CompanyQuerySet(models.QuerySet["Company"]):
    """Phrases about companies."""

    def visible_to(self, actor: Actor) -> "CompanyQuerySet":
        """All of them for those who may see customers, but those that are restricted to others."""
        if not actor.has(Right.READ):
            return self.none()
        return self.exclude(pk__in=Company.objects.closed_to(actor).values("pk"))

    def restrictable_by(self, actor: Actor) -> "CompanyQuerySet":
        """All of them for those who say who sees whom, themselves inside or not."""
        return self if actor.has(Right.RESTRICT) else self.none()

    def closed_to(self, actor: Actor) -> "CompanyQuerySet":
        """Those that are restricted to others. A restriction is about people: what runs by itself goes on."""
        if not actor.is_person:
            return self.none()
        named = Company.insiders.through.objects.filter(company=models.OuterRef("pk"), person=actor.person_id)
        return self.filter(~models.Exists(named), is_restricted=True)


class Company(models.Model):
    """A firm that customers belong to."""

    name = models.CharField(_("Name"), max_length=160)
    domain = models.CharField(_("Mail domain"), max_length=160, blank=True)
    note = models.TextField(_("Note"), blank=True)
    # Its people and all that they write about are for these colleagues only.
    is_restricted = models.BooleanField(_("Restricted"), default=False, db_default=False)
    insiders = models.ManyToManyField(Person, related_name="+", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = CompanyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="company_by_name"),
            models.Index(fields=["id"], name="company_restricted", condition=models.Q(is_restricted=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=~models.Q(domain=""), name="company_domain_belongs_to_one"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_closed_to(self, actor: Actor) -> bool:
        """Whether it is restricted to others than this actor."""
        return actor.is_person and Company.objects.closed_to(actor).filter(pk=self.pk).exists()


def restricted_customers(path: str = "") -> models.Q:
    """Who is for some colleagues only, themselves or with their company. `path` leads to the customer."""
    return models.Q(**{f"{path}pk__in": ClosedTo(NOBODY)})


def closed_customers(actor: Actor, path: str = "") -> models.Q:
    """Who is restricted to others, themselves or with their company. `path` leads to the customer.

    The set is told by a function of the database, whose plan is kept: a statement that asks for it many times is
    planned and begun no longer for that, and where nobody is restricted it costs a look into two empty indexes.
    """
    asked = restricting.may_be_closed(CUSTOMERS, actor)
    return models.Q(**{f"{path}pk__in": ClosedTo(actor.person_id) if asked else []})


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Phrases about customers."""

    def visible_to(self, actor: Actor) -> "CustomerQuerySet":
        """All of them for those who may see customers, but those that are restricted to others.

        Who was merged is seen where they went.
        """
        if not actor.has(Right.READ):
            return self.none()
        return self.filter(is_apart=False, merged_into=None).exclude(closed_customers(actor))

    def restrictable_by(self, actor: Actor) -> "CustomerQuerySet":
        """All of them for those who say who sees whom, themselves inside or not."""
        here = self.filter(is_apart=False, merged_into=None, erased_at=None)
        return here if actor.has(Right.RESTRICT) else self.none()

    def closed_to(self, actor: Actor) -> "CustomerQuerySet":
        """Those that are themselves restricted to others."""
        if not actor.is_person:
            return self.none()
        named = Customer.insiders.through.objects.filter(
            customer=models.OuterRef("pk"), person=actor.person_id
        )
        return self.filter(~models.Exists(named), is_restricted=True)


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
    # Of several mail addresses the one that is written to; empty as long as nobody has chosen.
    main_email = models.CharField(max_length=254, default="", db_default="", editable=False)
    # They and all that they write about are for these colleagues only.
    is_restricted = models.BooleanField(_("Restricted"), default=False, db_default=False)
    insiders = models.ManyToManyField(Person, related_name="+", blank=True)
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
            models.Index(fields=["id"], name="customer_restricted", condition=models.Q(is_restricted=True)),
            models.Index(
                fields=["merged_into"], name="customer_merged", condition=models.Q(merged_into__isnull=False)
            ),
            models.Index(
                fields=["created_at", "id"],
                name="customer_by_age",
                condition=models.Q(erasing_since=None, merged_into=None, is_apart=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def main_among(self, identities: "Iterable[Identity]") -> str:
        """Which of these mail addresses is the main one: the one that was chosen, else the first."""
        mails = [one for one in identities if one.kind == IdentityKind.EMAIL]
        values = [one.value for one in sorted(mails, key=lambda one: one.pk)]
        return self.main_email if self.main_email in values else next(iter(values), "")

    @property
    def actor(self) -> Actor:
        """This customer as somebody who acts."""
        return Actor(kind=Kind.CUSTOMER, id=self.pk, name=self.name)

    def is_closed_to(self, actor: Actor) -> bool:
        """Whether they, or their company, are restricted to others than this actor."""
        # Asked even where the actor knew of no restriction: there may be one since.
        shut = Customer.objects.filter(pk__in=ClosedTo(actor.person_id), pk=self.pk)
        return actor.is_person and shut.exists()

    @property
    def is_for_some(self) -> bool:
        """Whether they, or their company with all its people, are for some colleagues only; fetch with the company."""
        return self.is_restricted or bool(self.company_id and self.company and self.company.is_restricted)


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
