"""What was merged into what, and all that is needed to take it apart again."""

from django.db import models

from pult.accounts.models import Person
from pult.conversations.types import Right
from pult.foundation.actors import Actor

from .conversations import Conversation


class MergeQuerySet(models.QuerySet["Merge"]):
    """Phrases about merges."""

    def visible_to(self, actor: Actor) -> "MergeQuerySet":
        """Those into conversations that the actor may read."""
        return (
            self.filter(target__in=Conversation.objects.visible_to(actor))
            if actor.has(Right.READ)
            else self.none()
        )

    def in_force(self) -> "MergeQuerySet":
        """Those that nobody has undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """One conversation that went into another. `kept` is what came along and how both stood before."""

    source = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="merges_away")
    target = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="merges_here")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=dict)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="conversation_is_merged_once", condition=models.Q(undone_at=None)
            ),
            models.CheckConstraint(name="merge_into_another", condition=~models.Q(source=models.F("target"))),
        ]

    def __str__(self) -> str:
        return f"#{self.source_id} into #{self.target_id}"
