"""Checklists in conversations: what has to be done, and who did it when."""

from django.db import models

from pult.accounts.models import Person
from pult.checklists.models import Template
from pult.foundation.text.tongues import said

from .conversations import Conversation


class Checklist(models.Model):
    """One list of a conversation. It is a copy: a template that changes leaves it as it is."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="checklists")
    template = models.ForeignKey(Template, on_delete=models.SET_NULL, null=True, related_name="+")
    names = models.JSONField(default=dict)
    # Somebody has written its name here.
    is_own = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=160)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return said(self.names)


class Item(models.Model):
    """One step of a list, in the languages of the template, or as somebody has written it."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict)
    hints = models.JSONField(default=dict)
    link = models.CharField(max_length=500, blank=True)
    is_required = models.BooleanField(default=False)
    # Somebody has written it here.
    is_own = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    done_by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes = [models.Index(fields=["checklist", "position"], name="conversation_item_in_order")]

    def __str__(self) -> str:
        return said(self.words)

    @property
    def hint(self) -> str:
        """What else is said about it, in the reader's language."""
        return said(self.hints)
