"""Documents: what is known, whose it is, and for whom."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.customers.models import Company
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.knowledge.types import INSIDE, Audience, DocumentKind, Reader, Right
from pult.workforce.models import Department, Member

from .categories import Category


class DocumentQuerySet(models.QuerySet["Document"]):
    """Phrases about documents."""

    def visible_to(self, actor: Actor) -> "DocumentQuerySet":
        """What somebody of the staff may see: drafts for those who write; another department's for managers only."""
        if not actor.has(Right.READ):
            return self.none()
        if actor.has(Right.MANAGE):
            return self
        seen = self.for_staff(actor) | self.filter(owner_id=actor.person_id)
        return seen if actor.has(Right.WRITE) else seen.published()

    def for_staff(self, actor: Actor) -> "DocumentQuerySet":
        """What is not kept for another department."""
        own = Q(department__in=Department.objects.of(actor).values("pk"))
        return self.filter(~Q(audience=Audience.DEPARTMENT) | own)

    def for_reader(self, reader: Reader) -> "DocumentQuerySet":
        """What this reader is meant to see once it is published."""
        if reader.actor.has(Right.READ):
            return self.visible_to(reader.actor)
        meant = Q(audience=Audience.PUBLIC)
        if reader.customer_id is not None:
            groups = Document.groups.through.objects.filter(
                document_id=OuterRef("pk"), company_id__in=sorted(reader.groups)
            )
            meant |= Q(audience=Audience.CUSTOMERS) | (Q(audience=Audience.GROUP) & Q(Exists(groups)))
        seen = self.filter(meant)
        return seen if reader.brand_id is None else seen.shown_by(reader.brand_id)

    def shown_by(self, brand_id: int) -> "DocumentQuerySet":
        """Without what lies, at whatever depth, in a category that only other brands show."""
        elsewhere = Category.objects.kept_from(brand_id).values("pk")
        hidden = Q(category__in=elsewhere) | Q(category__parent__in=elsewhere)
        return self.exclude(hidden | Q(category__parent__parent__in=elsewhere))

    def published(self) -> "DocumentQuerySet":
        """Those that can be read in at least one language."""
        read = Document._base_manager.filter(translations__published__isnull=False)
        return self.filter(pk__in=read.values("pk"))

    def due(self, day: date) -> "DocumentQuerySet":
        """Those whose review is due on this day."""
        return self.filter(review_on__lte=day)

    def in_use(self) -> "DocumentQuerySet":
        """Those that were not put away."""
        return self.filter(archived_at=None)


class Document(models.Model):
    """One thing that is known. What it says stands in its translations; `language` is the first one."""

    kind = models.CharField(
        _("Kind"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.ARTICLE
    )
    language = models.CharField(
        _("Written first in"), max_length=10, choices=Language.choices, default=Language.EN
    )
    owner = models.ForeignKey(
        Member,
        verbose_name=_("Owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        help_text=_("Is asked to look it through when its review is due."),
    )
    audience = models.CharField(
        _("Readers"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("Department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
    )
    groups = models.ManyToManyField(
        Company, verbose_name=_("Companies"), related_name="documents", blank=True
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("Category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
    )
    position = models.PositiveIntegerField(default=0)
    # By what an export and the file of another desk are known again when they come in once more.
    uid = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    origin = models.CharField(max_length=600, unique=True, null=True, blank=True, editable=False)
    also_asked = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    review_on = models.DateField(_("Review on"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(_("Review every so many months"), default=12)
    reminded_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-changed_at", "-id"], name="document_by_change"),
            models.Index(fields=["review_on"], name="document_by_review"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_articles_leave_the_house",
                condition=Q(kind=DocumentKind.ARTICLE) | Q(audience__in=INSIDE),
            ),
            models.CheckConstraint(
                name="a_department_document_names_it",
                condition=~Q(audience=Audience.DEPARTMENT) | Q(department__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_outside(self) -> bool:
        """Whether customers read it."""
        return self.audience not in INSIDE


class Link(models.Model):
    """A published document refers to another one."""

    source = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links_in")
    language = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "language"], name="link_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class DocumentFile(models.Model):
    """A picture or another file of a document. Whoever may read the document may read it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "file", "name"], name="document_file_once")
        ]

    def __str__(self) -> str:
        return self.name
