"""The templates of checklists."""

from django.db import models

from pult.fields.models import Type
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.workforce.models import Department

from .types import Right, Step


class TemplateQuerySet(models.QuerySet["Template"]):
    """Phrases about templates."""

    def visible_to(self, actor: Actor) -> "TemplateQuerySet":
        """All of them, for those who set them up."""
        return self if actor.has(Right.MANAGE) else self.none()

    def in_use(self) -> "TemplateQuerySet":
        """Those that are not archived."""
        return self.filter(retired_at=None)

    def in_order(self) -> "TemplateQuerySet":
        """As they are offered."""
        return self.order_by("position", "pk")

    def fitting(self, *, department_id: int, type_id: int | None) -> "TemplateQuerySet":
        """What is offered there: for every department or this one, for every type or this one."""
        here = models.Q(departments=None) | models.Q(departments=department_id)
        such = models.Q(types=None) | models.Q(types=type_id) if type_id else models.Q(types=None)
        return self.in_use().filter(here, such).distinct()

    def brought_by(self, type_id: int) -> "TemplateQuerySet":
        """What a conversation of this type brings with it."""
        return self.in_use().filter(types=type_id, comes_with_type=True)


class Template(models.Model):
    """The steps that matters of one kind need, in order."""

    names = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    departments = models.ManyToManyField(Department, related_name="+")
    types = models.ManyToManyField(Type, related_name="+")
    comes_with_type = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    objects = TemplateQuerySet.as_manager()

    def __str__(self) -> str:
        return said(self.names)

    @property
    def items(self) -> list[Step]:
        """Its steps."""
        return [Step(**one) for one in self.steps]
