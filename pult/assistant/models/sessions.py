"""Talks of visitors with the bot, and the answers it gave."""

from django.db import models
from django.db.models import Q

from pult.assistant.types import Ending, Outcome, Right, State, state_from
from pult.conversations.models import Conversation, Message, closed_to
from pult.foundation.actors import Actor

from .bots import Bot
from .flows import FlowVersion


class Session(models.Model):
    """One conversation while the bot has it, and how that ended."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="bot_session"
    )
    bot = models.ForeignKey(Bot, on_delete=models.CASCADE, related_name="sessions")
    version = models.ForeignKey(FlowVersion, on_delete=models.PROTECT, related_name="+")
    state = models.JSONField(default=dict)
    pending = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    page = models.CharField(max_length=500, blank=True)
    heard_id = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    active_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["active_at"], name="bot_session_going_on", condition=Q(ended_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="bot_session_ended_iff_ending",
                condition=Q(ended_at__isnull=True, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
            )
        ]

    def __str__(self) -> str:
        return f"bot in #{self.conversation_id}"

    @property
    def stands(self) -> State:
        """Where the talk stands."""
        return state_from(self.state)


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Phrases about answers."""

    def visible_to(self, actor: Actor) -> "AnswerQuerySet":
        """Those in conversations that the actor may read."""
        if actor.has(Right.MANAGE):
            seen = self.filter(session__conversation__is_apart=False)
            return seen.exclude(closed_to(actor, "session__conversation__"))
        return self.filter(session__conversation__in=Conversation.objects.visible_to(actor))

    def judged(self) -> "AnswerQuerySet":
        """Those of which somebody said whether they were right."""
        return self.filter(~Q(outcome=Outcome.NONE) | Q(wrong_at__isnull=False))


class Answer(models.Model):
    """One answer that the bot gave: to what, from where, how sure, and what became of it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="bot_answer")
    question = models.CharField(max_length=500)
    language = models.CharField(max_length=10)
    document_id = models.BigIntegerField()
    translation_id = models.BigIntegerField()
    title = models.CharField(max_length=250)
    url = models.CharField(max_length=500, blank=True)
    passage = models.TextField()
    is_worded = models.BooleanField(default=False)
    score = models.FloatField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NONE)
    opinions = models.PositiveSmallIntegerField(default=0)
    wrong_by = models.CharField(max_length=40, blank=True)
    wrong_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="answer_by_moment")]
        constraints = [
            models.CheckConstraint(
                name="answer_wrong_iff_somebody_said_so",
                condition=Q(wrong_at__isnull=True, wrong_by="")
                | (Q(wrong_at__isnull=False) & ~Q(wrong_by="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.question[:40]}: {self.title}"

    @property
    def is_right(self) -> bool:
        """What is known of it: helped, and nobody has marked it wrong."""
        return self.outcome == Outcome.ACCEPTED and self.wrong_at is None
