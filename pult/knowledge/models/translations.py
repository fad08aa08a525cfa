"""Translations of documents, their drafts, and every version that was ever published."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.foundation.text.fields import TsVectorField
from pult.knowledge.types import Reader, TranslationState

from .documents import Document


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Phrases about translations."""

    def visible_to(self, actor: Actor) -> "TranslationQuerySet":
        """Those of the documents that somebody of the staff may see."""
        return self.filter(document__in=Document.objects.visible_to(actor).values("pk"))

    def readable_by(self, reader: Reader) -> "TranslationQuerySet":
        """What is published and meant for this reader."""
        meant = Document.objects.in_use().for_reader(reader)
        return self.published().filter(document__in=meant.values("pk"))

    def published(self) -> "TranslationQuerySet":
        """Those that can be read."""
        return self.filter(published__isnull=False)

    def own(self) -> "TranslationQuerySet":
        """Those that somebody wrote; without those made from the other script."""
        return self.filter(made_from=None)

    def whole(self) -> "TranslationQuerySet":
        """With the document, what is published, and the draft."""
        return self.select_related("document", "published", "draft")


class Translation(models.Model):
    """A document in one language. `based_on` is the version of the first language that it says the same as."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices)
    slug = models.SlugField(max_length=120)
    title = models.CharField(_("Title"), max_length=200)
    published = models.ForeignKey(
        "Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    based_on = models.ForeignKey(
        "Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    made_from = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="made", editable=False
    )
    is_outdated = models.BooleanField(default=False, editable=False)
    vector = TsVectorField(default="", editable=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["vector"], name="translation_vector")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "language"], name="document_once_in_a_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="slug_once_in_a_language"),
            models.CheckConstraint(
                name="published_has_a_moment",
                condition=Q(published=None) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="made_from_another", condition=Q(made_from=None) | ~Q(made_from=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_made(self) -> bool:
        """Whether it was made from the other script instead of written."""
        return self.made_from_id is not None

    @property
    def is_source(self) -> bool:
        """Whether the document is written in this language first; fetch with `whole()` before."""
        return self.language == self.document.language

    @property
    def open_draft(self) -> "Draft | None":
        """What is written and not published yet; fetch with `whole()` before."""
        return getattr(self, "draft", None)

    @property
    def state(self) -> TranslationState:
        """How it stands."""
        if self.published_id is None:
            return TranslationState.WITHDRAWN if self.published_at else TranslationState.DRAFT
        if self.is_outdated:
            return TranslationState.OUTDATED
        return TranslationState.MADE if self.is_made else TranslationState.PUBLISHED


class Draft(models.Model):
    """What is being written in one language. `version` counts the savings, so that two windows do not overwrite."""

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, primary_key=True, related_name="draft"
    )
    title = models.CharField(_("Title"), max_length=200, blank=True)
    body = models.TextField(_("Text"), blank=True)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.title


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Phrases about revisions."""

    def visible_to(self, actor: Actor) -> "RevisionQuerySet":
        """Those of the documents that somebody of the staff may see."""
        return self.filter(translation__in=Translation.objects.visible_to(actor).values("pk"))

    def newest_first(self) -> "RevisionQuerySet":
        """The latest before those it replaced."""
        return self.order_by("-number")


class Revision(models.Model):
    """A version as it was published. It never changes. `body` is Markdown, `html` what is shown of it."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    matters = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["translation", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class OldSlug(models.Model):
    """A name under which a translation was known. Addresses with it still lead there."""

    language = models.CharField(max_length=10)
    slug = models.SlugField(max_length=120)
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="old_slugs")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["language", "slug"], name="old_slug_once_in_a_language")
        ]

    def __str__(self) -> str:
        return self.slug
