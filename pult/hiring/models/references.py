"""Referees: people who have worked with a candidate, and what became of asking them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from pult.accounts.types import Language
from pult.foundation.actors import Actor

from .applications import Application
from .evidence import EvidenceStep


class RefereeQuerySet(models.QuerySet["Referee"]):
    """Phrases about referees."""

    def run_by(self, actor: Actor) -> "RefereeQuerySet":
        """Those of the applications that this person runs."""
        return self.filter(application__in=Application.objects.run_by(actor).values("pk"))

    def waited_for(self) -> "RefereeQuerySet":
        """Those who were asked and have neither answered nor declined."""
        return self.filter(
            asked_at__isnull=False, answered_at=None, declined_at=None, bounced_at=None, forgotten_at=None
        )

    def to_be_reminded(self, *, before: datetime) -> "RefereeQuerySet":
        """Those who were asked before this moment and were not reminded yet; there is one reminder."""
        return self.waited_for().filter(asked_at__lte=before, reminded_at=None)


class Referee(models.Model):
    """Somebody who may tell about a candidate. Nobody is asked before the candidate has agreed.

    The address is forgotten when it is not needed any longer; the name goes after the application has ended.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="referees")
    step = models.OneToOneField(EvidenceStep, on_delete=models.SET_NULL, null=True, related_name="referee")
    name = models.CharField(_("Name"), max_length=160, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    relation = models.CharField(_("How they know each other"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=Language.choices, default=Language.EN)
    link_key = models.CharField(max_length=22, unique=True)
    message_id = models.CharField(max_length=250, blank=True, default="")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    agreed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = RefereeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["message_id"], name="referee_letter", condition=~Q(message_id=""))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="referee_asked_only_when_agreed", condition=Q(asked_at=None) | Q(agreed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="referee_answered_or_declined", condition=Q(answered_at=None) | Q(declined_at=None)
            ),
            models.CheckConstraint(
                name="referee_forgotten_is_nobody",
                condition=Q(forgotten_at=None) | Q(name="", email="", relation="", message_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or pgettext("referee", "Forgotten")

    @property
    def is_open(self) -> bool:
        """Whether an answer may still come."""
        return self.asked_at is not None and not (self.answered_at or self.declined_at or self.forgotten_at)

    @property
    def may_be_asked(self) -> bool:
        """Whether a letter can go out: agreed, with an address, and not done yet."""
        return bool(self.agreed_at and self.email and not (self.answered_at or self.declined_at))

    @property
    def state(self) -> str:
        """How it stands, in a word for the page."""
        for moment, word in (
            (self.answered_at, "answered"),
            (self.declined_at, "declined"),
            (self.bounced_at, "bounced"),
            (self.reminded_at, "reminded"),
            (self.asked_at, "asked"),
            (self.agreed_at, "agreed"),
        ):
            if moment:
                return word
        return "named"
