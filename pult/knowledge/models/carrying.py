"""Documents that come in from files or go out to files: what was asked for, and how far it is."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.knowledge.types import Right
from pult.knowledge.types.carrying import Direction, TransferState


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Phrases about imports and exports."""

    def visible_to(self, actor: Actor) -> "TransferQuerySet":
        """All of them for those who manage what is known."""
        return self if actor.has(Right.MANAGE) else self.none()


class Transfer(models.Model):
    """An import or an export. `lines` tell of each document what would become of it, and then what became of it."""

    direction = models.CharField(max_length=3, choices=Direction.choices)
    state = models.CharField(max_length=10, choices=TransferState.choices, default=TransferState.WAITING)
    name = models.CharField(max_length=200)
    collection = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    options = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    whole = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-asked_at", "-id"], name="transfer_by_moment")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Whether it is worth looking again soon."""
        return self.state in (TransferState.WAITING, TransferState.RUNNING)
