"""The doors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.brands.models import Brand
from pult.brands.types import HOUSE
from pult.foundation import restricting
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .types import UNDO_SECONDS, Channel, Purpose, Right

# The kind of things that can be restricted, see `restricting`.
INBOXES = "inboxes"


class InboxQuerySet(models.QuerySet["Inbox"]):
    """Phrases about inboxes."""

    def visible_to(self, actor: Actor) -> "InboxQuerySet":
        """All of them for those who manage inboxes."""
        return self if actor.has(Right.MANAGE) else self.none()

    def closed_to(self, actor: Actor) -> "InboxQuerySet":
        """Those that are restricted to others. A restriction is about people: what runs by itself goes on."""
        if not restricting.may_be_closed(INBOXES, actor):
            return self.none()
        named = Inbox.insiders.through.objects.filter(inbox=models.OuterRef("pk"), person=actor.person_id)
        through = Inbox.inner_departments.through.objects.filter(
            inbox=models.OuterRef("pk"), department__members=actor.person_id
        )
        return self.filter(~models.Exists(named), ~models.Exists(through), is_restricted=True)

    def active(self) -> "InboxQuerySet":
        """Those that take messages."""
        return self.filter(is_active=True)

    def for_service(self) -> "InboxQuerySet":
        """Those to which customers write."""
        return self.filter(purpose=Purpose.SERVICE)

    def of_brand(self, brand: Brand) -> "InboxQuerySet":
        """Those through which this brand is reached."""
        return self.filter(brand=None if brand.is_house else brand.pk)


class Inbox(models.Model):
    """One door: a mailbox, a widget, a number, a form, a review source."""

    purpose = models.CharField(_("Purpose"), max_length=10, choices=Purpose.choices, default=Purpose.SERVICE)
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    name = models.CharField(_("Name"), max_length=80)
    address = models.CharField(
        _("Address"), max_length=254, help_text=_("For mail: where customers write to.")
    )
    department = models.ForeignKey(
        Department, verbose_name=_("Department"), on_delete=models.PROTECT, related_name="inboxes"
    )
    # None stands for the brand of the house, so that a house with one brand keeps nothing about brands.
    brand = models.ForeignKey(
        Brand,
        verbose_name=_("Brand"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inboxes",
    )
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices, default=Language.EN)
    signature = models.TextField(_("Signature"), blank=True)
    undo_seconds = models.PositiveSmallIntegerField(
        _("A reply can be taken back for"),
        choices=UNDO_SECONDS,
        default=0,
    )
    is_active = models.BooleanField(_("Takes messages"), default=True)
    # What comes in by a restricted door is for its insiders and for the members of its inner departments only.
    is_restricted = models.BooleanField(_("Restricted"), default=False)
    insiders = models.ManyToManyField(Person, related_name="+", blank=True)
    inner_departments = models.ManyToManyField(Department, related_name="+", blank=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inboxes"
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="inbox_has_its_own_address"),
            models.CheckConstraint(
                name="inbox_of_the_house_names_no_brand",
                condition=models.Q(brand=None) | ~models.Q(brand=HOUSE),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_apart(self) -> bool:
        """Whether the desk sees nothing of what comes in here."""
        return self.purpose != Purpose.SERVICE


restricting.declare(INBOXES, lambda: models.Exists(Inbox.objects.filter(is_restricted=True)))
