"""Categories: the tree in which documents lie."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.brands.models import Brand
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.knowledge.types import Right


class CategoryQuerySet(models.QuerySet["Category"]):
    """Phrases about categories."""

    def visible_to(self, actor: Actor) -> "CategoryQuerySet":
        """All of them for those who may read documents."""
        return self if actor.has(Right.READ) else self.none()

    def kept_from(self, brand_id: int) -> "CategoryQuerySet":
        """Those that are shown by other brands only."""
        return self.filter(brands__isnull=False).exclude(brands=brand_id)

    def in_order(self) -> "CategoryQuerySet":
        """As the house has put them."""
        return self.order_by("position", "pk")


class Category(models.Model):
    """A place for documents that belong together. Names are kept in each language they were written in."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("Lies in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveIntegerField(default=0)
    slug = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    # None of them: shown by every brand.
    brands = models.ManyToManyField(Brand, verbose_name=_("Only shown by"), related_name="+", blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "categories"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="category_does_not_lie_in_itself",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return said(self.names) or self.slug

    @property
    def description(self) -> str:
        """What lies in it, in the reader's language."""
        return said(self.descriptions)

    def name_in(self, language: str) -> str:
        """What it is called in this language; Cyrillic is made where it was not written."""
        return said(self.names, language) or self.slug
