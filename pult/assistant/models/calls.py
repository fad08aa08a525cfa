"""Every question to the model: who asked, for what, what it took. Its words are kept apart, and not for long."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pult.accounts.models import Person
from pult.assistant.llm.types import Failure
from pult.assistant.types import GOING_ON, CallState, Currency, Right, Use
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor

ENDED = Q(state__in=[CallState.DONE, CallState.FAILED, CallState.STOPPED])


class ModelCallQuerySet(models.QuerySet["ModelCall"]):
    """Phrases about questions to the model."""

    def visible_to(self, actor: Actor) -> "ModelCallQuerySet":
        """One's own; all for those who connect the model."""
        return self if actor.has(Right.MODEL) else self.asked_by(actor)

    def asked_by(self, actor: Actor) -> "ModelCallQuerySet":
        """One's own."""
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()

    def going_on(self) -> "ModelCallQuerySet":
        """Those whose answer is waited for."""
        return self.filter(state__in=GOING_ON)


class ModelCall(models.Model):
    """One question, as the log keeps it."""

    use = models.CharField(max_length=12, choices=Use.choices)
    state = models.CharField(max_length=8, choices=CallState.choices, default=CallState.WAITING)
    conversation = models.ForeignKey(Conversation, on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=40)
    model = models.CharField(max_length=120)
    at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=14, choices=Failure.choices, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    is_counted = models.BooleanField(default=True)
    is_masked = models.BooleanField(default=True)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    currency = models.CharField(max_length=3, choices=Currency.choices, default=Currency.EUR)

    objects = ModelCallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="model_call_by_moment"),
            models.Index(
                fields=["began_at"], name="model_call_running", condition=Q(state=CallState.RUNNING)
            ),
            models.Index(fields=["conversation", "id"], name="model_call_of_conversation"),
        ]
        constraints = [
            models.CheckConstraint(
                name="model_call_ended_iff_it_has_an_end",
                condition=(ENDED & Q(ended_at__isnull=False)) | (~ENDED & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="model_call_failed_for_a_reason", condition=~Q(state=CallState.FAILED) | ~Q(failure="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} of {self.by}"

    @property
    def is_going_on(self) -> bool:
        """Whether its answer is waited for."""
        return self.state in GOING_ON

    @property
    def took(self) -> timedelta | None:
        """From asking the endpoint to the answer."""
        return self.ended_at - self.began_at if self.ended_at and self.began_at else None

    @property
    def seconds(self) -> float | None:
        """The same in seconds."""
        return self.took.total_seconds() if self.took is not None else None

    @property
    def tries_again_later(self) -> bool:
        """Whether it waits for another try."""
        return self.state == CallState.WAITING and bool(
            self.next_try_at and self.next_try_at > timezone.now()
        )


class ModelText(models.Model):
    """The words of a question: what is wanted, what was told, and what is kept of both for the log."""

    call = models.OneToOneField(ModelCall, on_delete=models.CASCADE, primary_key=True, related_name="text")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="+")
    wanted = models.JSONField(default=dict)
    told = models.JSONField(null=True)
    sent_masked = models.TextField(blank=True)
    told_masked = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="model_text_by_moment")]

    def __str__(self) -> str:
        return f"words of {self.call_id}"


class ModelMonth(models.Model):
    """What the model has cost in a month."""

    month = models.DateField(primary_key=True)
    calls = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=14, decimal_places=6, default=0)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.cost}"
