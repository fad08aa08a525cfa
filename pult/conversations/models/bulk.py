"""The same acts on many conversations: what was asked, how far it has come, and what could not be done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pult.accounts.models import Person
from pult.conversations.types import BulkState
from pult.foundation.actors import Actor

# What has been said to customers is not taken back.
SAID = {"reply", "canned"}


class BulkRunQuerySet(models.QuerySet["BulkRun"]):
    """Phrases about bulk acts."""

    def visible_to(self, actor: Actor) -> "BulkRunQuerySet":
        """One's own."""
        return self.filter(person_id=actor.person_id)


class BulkRun(models.Model):
    """Acts on chosen conversations, done one after the other. `befores` is what undoing goes back to."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    acts = models.JSONField(default=list)
    keys = ArrayField(models.BigIntegerField(), default=list)
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    state = models.CharField(max_length=10, choices=BulkState.choices, default=BulkState.WAITING)
    position = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    befores = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = BulkRunQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk}: {self.position} of {len(self.keys)}"

    @property
    def count(self) -> int:
        """How many conversations were chosen."""
        return len(self.keys)

    @property
    def is_over(self) -> bool:
        """Whether all of them have been tried."""
        return self.state == BulkState.OVER

    @property
    def can_undo(self) -> bool:
        """Whether anything was done that can be taken back, and was not yet."""
        if SAID & {key for key, _value in self.acts}:
            return False
        return self.is_over and self.done > 0 and self.undoes_id is None and not hasattr(self, "undone_by")
