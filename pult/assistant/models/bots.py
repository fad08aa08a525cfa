"""Bots: one for each chat inbox that has one, and the small talk that the house has written itself."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.assistant.types import Chat, Detail, Right, When
from pult.foundation.actors import Actor, Kind
from pult.inboxes.models import Inbox

from .flows import Flow


class BotQuerySet(models.QuerySet["Bot"]):
    """Phrases about bots."""

    def visible_to(self, actor: Actor) -> "BotQuerySet":
        """All of them for those who manage the bot."""
        return self if actor.has(Right.MANAGE) else self.none()


class Bot(models.Model):
    """What answers first in an inbox. `threshold` is None as long as the search itself says what is sure."""

    inbox = models.OneToOneField(
        Inbox, verbose_name=_("Inbox"), on_delete=models.CASCADE, primary_key=True, related_name="bot"
    )
    name = models.CharField(_("Name that visitors see"), max_length=60)
    is_on = models.BooleanField(_("Answers new chats"), default=False)
    when = models.CharField(_("When"), max_length=8, choices=When.choices, default=When.ALWAYS)
    flow = models.ForeignKey(Flow, verbose_name=_("Flow"), on_delete=models.PROTECT, related_name="bots")
    threshold = models.FloatField(_("Answers from this score on"), null=True, blank=True)
    wanted_precision = models.FloatField(
        _("Share of answers that must be right"),
        default=0.9,
        validators=[MinValueValidator(0.5), MaxValueValidator(1.0)],
    )
    least_judged = models.PositiveSmallIntegerField(
        _("Judged answers needed before the threshold is moved"),
        default=20,
        validators=[MinValueValidator(5)],
    )
    details = models.JSONField(default=list, blank=True)

    objects = BotQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """This bot as somebody who acts."""
        return Actor(kind=Kind.BOT, id=self.pk, name=self.name)

    @property
    def wanted(self) -> tuple[Detail, ...]:
        """What has to be known before a person takes over."""
        rows: list[dict[str, Any]] = self.details
        return tuple(Detail(key=one["key"], kind=one["kind"], label=one["label"]) for one in rows)


class OwnChatter(models.Model):
    """Small talk as the house writes it; what is not here is as it was delivered."""

    kind = models.CharField(max_length=10, choices=Chat.choices, primary_key=True)
    cues = models.JSONField(default=list)
    answer = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.kind
