"""Imports: how far each is, what is here already under which foreign key, and what was left out."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.customers.models import Company
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.inboxes.models import Inbox

from .types import GOING, Reason, Right, RunState, SourceKind


class RunQuerySet(models.QuerySet["Run"]):
    """Phrases about imports."""

    def visible_to(self, actor: Actor) -> "RunQuerySet":
        """All of them for those who bring conversations in."""
        return self if actor.has(Right.MANAGE) else self.none()


class Run(models.Model):
    """One import, or a rehearsal of one."""

    kind = models.CharField(_("From"), max_length=10, choices=SourceKind.choices)
    account = models.CharField(_("Name of the other desk"), max_length=80)
    inbox = models.ForeignKey(Inbox, verbose_name=_("Inbox"), on_delete=models.CASCADE, related_name="+")
    is_rehearsal = models.BooleanField(default=False)
    terms = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=500, blank=True)
    user = models.CharField(max_length=254, blank=True)
    sealed_token = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.WAITING)
    counts = models.JSONField(default=dict)
    trouble = models.CharField(max_length=500, blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.account}"

    @property
    def is_going(self) -> bool:
        """Whether it waits or runs."""
        return self.state in GOING

    @property
    def can_go_on(self) -> bool:
        """Whether it broke off, or was stopped, before its end, and what it reads is still there."""
        is_kept = bool(self.file_id or self.address)
        return is_kept and self.state in {RunState.STOPPED, RunState.FAILED}


class BroughtIn(models.Model):
    """What is here under the key that it has in the other desk, so that it comes in once."""

    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    account = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "account", "key"],
                condition=models.Q(conversation__isnull=False),
                name="conversation_is_brought_in_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "account", "key"],
                condition=models.Q(company__isnull=False),
                name="company_is_brought_in_once",
            ),
            models.CheckConstraint(
                name="brought_in_is_one_thing",
                condition=models.Q(conversation=None, company__isnull=False)
                | models.Q(conversation__isnull=False, company=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.account} {self.key}"


class LeftOut(models.Model):
    """Something of the other desk that is not here, or not as it was, and why."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="left_out", db_index=False)
    thing = models.CharField(max_length=20)
    key = models.CharField(max_length=220)
    reason = models.CharField(max_length=16, choices=Reason.choices)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "thing", "key", "reason"], name="left_out_is_said_once")
        ]
        indexes = [models.Index(fields=["run", "id"], name="left_out_of_run")]

    def __str__(self) -> str:
        return f"{self.thing} {self.key}: {self.reason}"
