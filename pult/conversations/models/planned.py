"""Replies that wait for their moment: the few seconds in which they can be taken back, or a day that somebody chose."""

from django.db import models

from pult.accounts.models import Person
from pult.conversations.types import PlanState, Status
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile

from .conversations import Conversation


class PlannedReplyQuerySet(models.QuerySet["PlannedReply"]):
    """Phrases about replies that have not been sent yet."""

    def visible_to(self, actor: Actor) -> "PlannedReplyQuerySet":
        """Those in the conversations that this person may read."""
        return self.filter(conversation__in=Conversation.objects.visible_to(actor))

    def in_line(self) -> "PlannedReplyQuerySet":
        """Those that go out by themselves."""
        return self.filter(state=PlanState.WAITING)

    def in_order(self) -> "PlannedReplyQuerySet":
        """As they go out; those that do not go out come last, next to where one writes."""
        return self.order_by("-state", "send_at", "pk")


class PlannedReply(models.Model):
    """A reply as it will be sent. When it is, the message takes its place and this row goes."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="planned_replies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    then = models.CharField(max_length=10, choices=Status.choices, blank=True)
    client_key = models.CharField(max_length=64, unique=True)
    # The newest message of the customer that the writer had read.
    seen_message_id = models.BigIntegerField(null=True, blank=True)
    planned_at = models.DateTimeField()
    send_at = models.DateTimeField()
    # Only held back for the seconds in which it can be taken back.
    can_be_undone = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.WAITING)
    why = models.CharField(max_length=40, blank=True)

    objects = PlannedReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "planned replies"
        indexes = [
            models.Index(fields=["send_at"], name="planned_reply_due", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_stopped(self) -> bool:
        """Whether it does not go out before somebody says so."""
        return self.state != PlanState.WAITING


class PlannedFile(models.Model):
    """A file that goes out with a planned reply."""

    planned = models.ForeignKey(PlannedReply, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
