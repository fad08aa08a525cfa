"""Fields, and what is written in them."""

from django.db import models
from django.db.models import Q

from pult.foundation.text.tongues import said

from .types import Audience, Kind, Shape


class FieldQuerySet(models.QuerySet["Field"]):
    """Phrases about fields."""

    def in_use(self) -> "FieldQuerySet":
        """Those that are not retired."""
        return self.filter(retired_at=None)

    def in_order(self) -> "FieldQuerySet":
        """As forms show them."""
        return self.order_by("position", "pk")


class Field(models.Model):
    """One thing that a department wants to know. Key, kind and what it is for never change."""

    key = models.SlugField(max_length=60)
    audience = models.CharField(max_length=12, choices=[(one, one) for one in Audience])
    kind = models.CharField(max_length=8, choices=[(one, one) for one in Kind])
    names = models.JSONField(default=dict)
    decimals = models.PositiveSmallIntegerField(default=0)
    choices = models.JSONField(default=list)
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
    def shape(self) -> Shape:
        """What its values must be like; `other` should be fetched with it."""
        return Shape(
            key=self.key,
            kind=Kind(self.kind),
            decimals=self.decimals,
            choices=tuple(choice["key"] for choice in self.choices),
            other=self.other.key if self.other else "",
            when=tuple(self.when),
        )


class Value(models.Model):
    """One value of a thing in one field, in the column of its kind; several choices are several rows."""

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", db_index=False)
    thing_id = models.BigIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    word = models.CharField(max_length=200, null=True)  # noqa: DJ001 -- null: the value is in another column
    number = models.DecimalField(max_digits=21, decimal_places=6, null=True)
    day = models.DateField(null=True)
    long = models.TextField(null=True)  # noqa: DJ001 -- null: the value is in another column

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
        return str(next(one for one in (self.word, self.number, self.day, self.long) if one is not None))
