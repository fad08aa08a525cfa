"""Imports of tables: what each column means, how far each is, and which rows were refused."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.files.models import StoredFile

from .types import GOING, Known, Right, State, What


class ImportQuerySet(models.QuerySet["Import"]):
    """Phrases about imports of tables."""

    def visible_to(self, actor: Actor) -> "ImportQuerySet":
        """Each sees their own; whoever has every right sees all of them. A table names people."""
        if not actor.has(Right.IMPORT):
            return self.none()
        return self if actor.all_rights else self.filter(started_by=actor.person_id)


class Import(models.Model):
    """One table that is brought in. `row` is the last row that is done, so that it can go on from there."""

    what = models.CharField(_("Rows are"), max_length=10, choices=What.choices)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    columns = models.JSONField(default=list)
    targets = models.JSONField(default=list)
    known = models.CharField(max_length=10, choices=Known.choices, default=Known.FILL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHOOSING)
    is_rehearsal = models.BooleanField(default=False)
    row = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(null=True)
    counts = models.JSONField(default=dict)
    checked = models.JSONField(null=True)
    trouble = models.CharField(max_length=500, blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["started_by", "id"], name="table_import_of_person")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_going(self) -> bool:
        """Whether it waits or runs."""
        return self.state in GOING

    @property
    def can_go_on(self) -> bool:
        """Whether it was stopped, or broke off, before its end, and the table is still there."""
        return self.file_id is not None and self.state in {State.STOPPED, State.FAILED}

    @property
    def share(self) -> int:
        """How far it is, in percent."""
        return min(100, self.row * 100 // self.rows) if self.rows else 0

    @property
    def actor(self) -> Actor:
        """On whose behalf it works."""
        return self.started_by.actor if self.started_by else SYSTEM


class Refused(models.Model):
    """A row that was not brought in, as it stood in the table, and why."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refused", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    why = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_is_refused_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.why}"
