"""Flows and their versions: one is published and played, one is being written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.assistant import steps
from pult.assistant.types import Right
from pult.foundation.actors import Actor


class FlowQuerySet(models.QuerySet["Flow"]):
    """Phrases about flows."""

    def visible_to(self, actor: Actor) -> "FlowQuerySet":
        """All of them for those who manage the bot."""
        return self if actor.has(Right.MANAGE) else self.none()


class Flow(models.Model):
    """What the bot does, step by step. `draft` is what is being written; a published version never changes."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    draft = models.JSONField(default=dict)
    edit = models.PositiveIntegerField(default=0)
    published = models.ForeignKey(
        "FlowVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = FlowQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def written(self) -> steps.Flow:
        """The flow as it is being written."""
        return steps.from_json(self.draft)

    @property
    def is_changed(self) -> bool:
        """Whether something was written since it was last published."""
        return self.published is None or self.published.content != self.draft


class FlowVersion(models.Model):
    """A flow as it was published."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "number"], name="flow_version_has_its_number")]

    def __str__(self) -> str:
        return f"{self.flow_id}, version {self.number}"

    @property
    def played(self) -> steps.Flow:
        """The flow of this version."""
        return steps.from_json(self.content)
