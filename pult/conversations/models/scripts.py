"""Guided scripts as they were played beside a conversation: what was chosen, step by step."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.conversations.types import Right, RunState
from pult.foundation.actors import Actor
from pult.knowledge.models import Document, Revision

from .conversations import Conversation, Message, closed_to


class ScriptRunQuerySet(models.QuerySet["ScriptRun"]):
    """Phrases about runs."""

    def visible_to(self, actor: Actor) -> "ScriptRunQuerySet":
        """Those of the conversations that the actor may read."""
        if actor.has(Right.READ_ALL):
            return self.filter(conversation__is_apart=False).exclude(closed_to(actor, "conversation__"))
        return self.filter(conversation__in=Conversation.objects.visible_to(actor))

    def running(self) -> "ScriptRunQuerySet":
        """Those that wait for an answer."""
        return self.filter(state=RunState.RUNNING)

    def genuine(self) -> "ScriptRunQuerySet":
        """Without role plays and whatever is kept apart from service."""
        return self.filter(conversation__is_synthetic=False, conversation__is_apart=False)


class ScriptRun(models.Model):
    """One playing of a script. The version it began with stays, whatever is published meanwhile."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="script_runs")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="script_runs", db_index=False
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("State"), max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    step = models.CharField(max_length=40, blank=True)
    answered = models.PositiveSmallIntegerField(default=0)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ScriptRunQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["document", "-started_at", "-id"], name="script_run_of_document")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="running"), name="one_script_at_a_time"
            ),
            models.CheckConstraint(
                name="script_run_ended_iff_not_running",
                condition=Q(state="running", ended_at=None)
                | (~Q(state="running") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"script {self.document_id} in #{self.conversation_id}"

    @property
    def is_running(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == RunState.RUNNING


class ScriptAnswer(models.Model):
    """What was chosen and filled in at one step. The words are kept as they stood."""

    run = models.ForeignKey(ScriptRun, on_delete=models.CASCADE, related_name="answers", db_index=False)
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    choice = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "number"], name="script_answer_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}: {self.label}"
