"""Fields, the types whose forms ask for them, and what is written in them."""

from typing import Any

from django.db import models
from django.db.models import Q

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said

from .types import Asked, AskedType, Audience, Kind, Right


class FieldQuerySet(models.QuerySet["Field"]):
    """Phrases about fields."""

    def visible_to(self, actor: Actor) -> "FieldQuerySet":
        """All of them, for those who set them up."""
        return self if actor.has(Right.MANAGE) else self.none()

    def in_use(self) -> "FieldQuerySet":
        """Those that are not archived."""
        return self.filter(retired_at=None)

    def in_order(self) -> "FieldQuerySet":
        """As forms show them."""
        return self.order_by("position", "pk")


class Field(models.Model):
    """One thing that a department wants to know. Key, kind and what it is for never change."""

    key = models.SlugField(max_length=60)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    names = models.JSONField(default=dict)
    helps = models.JSONField(default=dict)
    decimals = models.PositiveSmallIntegerField(default=0)
    choices = models.JSONField(default=list)
    default = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    is_personal = models.BooleanField(default=False)
    other = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="dependents")
    when = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    objects = FieldQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "key"], name="field_key_once")]

    def __str__(self) -> str:
        return said(self.names) or self.key

    @property
    def asked(self) -> Asked:
        """The field as forms ask for it; `other` should be fetched with it."""
        return Asked(
            pk=self.pk,
            key=self.key,
            audience=Audience(self.audience),
            kind=Kind(self.kind),
            names=self.names,
            helps=self.helps,
            decimals=self.decimals,
            choices=tuple(choice["key"] for choice in self.choices if not choice.get("gone")),
            words=tuple((choice["key"], choice["names"]) for choice in self.choices),
            default=tuple(self.default),
            is_required=self.is_required,
            is_public=self.is_public,
            is_personal=self.is_personal,
            other=self.other.key if self.other else "",
            when=tuple(self.when),
        )


class TypeQuerySet(models.QuerySet["Type"]):
    """Phrases about types."""

    def visible_to(self, actor: Actor) -> "TypeQuerySet":
        """All of them, for those who set them up."""
        return self if actor.has(Right.MANAGE) else self.none()

    def in_use(self) -> "TypeQuerySet":
        """Those that are not archived."""
        return self.filter(retired_at=None)

    def in_order(self) -> "TypeQuerySet":
        """As they are offered."""
        return self.order_by("position", "pk")


class Type(models.Model):
    """A type of conversation, such as a return: what is asked of such a one, in order."""

    names = models.JSONField(default=dict)
    is_public = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    objects = TypeQuerySet.as_manager()

    def __str__(self) -> str:
        return said(self.names)

    def as_asked(self, keys: tuple[str, ...]) -> AskedType:
        """The type as forms ask for it, with the keys of its fields."""
        return AskedType(
            pk=self.pk,
            names=self.names,
            keys=keys,
            is_public=self.is_public,
            is_retired=self.retired_at is not None,
        )


class Placed(models.Model):
    """A field in the form of a type."""

    type = models.ForeignKey(Type, on_delete=models.CASCADE, related_name="placed", db_index=False)
    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="placed")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "field"], name="field_placed_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.field_id}"


class Edition(models.Model):
    """Which fields and types there are: a new number whenever anything about them changes. One row."""

    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class Value(models.Model):
    """One value of a thing in one field, in the column of its kind; several choices are several rows."""

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", db_index=False)
    thing_id = models.BigIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    word = models.CharField(max_length=200, null=True)  # noqa: DJ001 -- null: the value is in another column
    number = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    day = models.DateField(null=True)
    long = models.TextField(null=True)  # noqa: DJ001 -- null: the value is in another column
    carried_from = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["field", "word", "thing_id"], condition=Q(word__isnull=False), name="field_word"
            ),
            models.Index(
                fields=["field", "number", "thing_id"], condition=Q(number__isnull=False), name="field_number"
            ),
            models.Index(
                fields=["field", "day", "thing_id"], condition=Q(day__isnull=False), name="field_day"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thing_id", "field", "place"], name="field_value_place"),
            models.CheckConstraint(
                name="field_value_in_one_column",
                condition=Q(word__isnull=False, number=None, day=None, long=None)
                | Q(word=None, number__isnull=False, day=None, long=None)
                | Q(word=None, number=None, day__isnull=False, long=None)
                | Q(word=None, number=None, day=None, long__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.held)

    @property
    def held(self) -> Any:
        """What stands in the one column that is filled."""
        return next(one for one in (self.word, self.number, self.day, self.long) if one is not None)
