"""Surveys with their versions and questions; who was asked; what was answered."""

import uuid
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said

from .types import (
    COMMENT_FLOOR,
    DEPARTMENT,
    FLOOR,
    LANGUAGE,
    MOST_REMINDERS,
    Given,
    Kind,
    QuestionType,
    Right,
    State,
)


def usual_segments() -> list[str]:
    """By what results are split unless a survey says otherwise, the more important first."""
    return [DEPARTMENT, LANGUAGE]


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Phrases about surveys."""

    def visible_to(self, actor: Actor) -> "SurveyQuerySet":
        """All of them for those who make surveys or read results."""
        return self if actor.has(Right.MANAGE) or actor.has(Right.READ_RESULTS) else self.none()

    def in_use(self) -> "SurveyQuerySet":
        """Those that have not been put away."""
        return self.filter(archived_at=None)


class Survey(models.Model):
    """Questions that belong together, and the rules by which people are asked."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    is_anonymous = models.BooleanField(
        _("Anonymous"),
        default=False,
        help_text=_("Answers are kept with nothing that leads back to the person. This cannot be undone."),
    )
    is_quick = models.BooleanField(
        _("One click"),
        default=False,
        help_text=_("The first question is answered in the mail itself, the others afterwards."),
    )
    is_open = models.BooleanField(_("One link for everybody"), default=False)
    segments = ArrayField(models.CharField(max_length=30), default=usual_segments, blank=True)
    floor = models.PositiveSmallIntegerField(_("Fewest answers that are shown"), default=FLOOR)
    comment_floor = models.PositiveSmallIntegerField(
        _("Fewest comments that are shown"), default=COMMENT_FLOOR
    )
    reminders = models.PositiveSmallIntegerField(_("Reminders"), default=0)
    reminder_days = models.PositiveSmallIntegerField(_("Days before a reminder"), default=4)
    rest_days = models.PositiveSmallIntegerField(
        _("Days of rest"),
        default=0,
        help_text=_("Nobody is asked twice within so many days by surveys of this kind."),
    )
    valid_days = models.PositiveSmallIntegerField(_("Days in which the link works"), default=30)
    change_days = models.PositiveSmallIntegerField(_("Days in which answers can be changed"), default=7)
    wave_days = models.PositiveSmallIntegerField(_("Days of a wave"), default=14)
    live = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="survey_floor_protects", condition=models.Q(floor__gte=FLOOR)),
            models.CheckConstraint(
                name="survey_comment_floor_protects",
                condition=models.Q(comment_floor__gte=COMMENT_FLOOR)
                & models.Q(comment_floor__gte=models.F("floor")),
            ),
            models.CheckConstraint(
                name="survey_reminds_not_too_often", condition=models.Q(reminders__lte=MOST_REMINDERS)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """What is asked, in which words. Once published it never changes."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.JSONField(default=dict, blank=True)
    intro = models.JSONField(default=dict, blank=True)
    thanks = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_number"),
            models.UniqueConstraint(
                fields=["survey"], name="survey_has_one_draft", condition=models.Q(published_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} v{self.number}"

    @property
    def is_published(self) -> bool:
        """Whether people have been asked in these words, or may have been."""
        return self.published_at is not None

    @cached_property
    def asked(self) -> "list[Question]":
        """The questions in their order."""
        return list(self.questions.order_by("position", "pk"))


class Question(models.Model):
    """One question. Its key stays through the versions, so that waves can be compared."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=10, choices=QuestionType.choices)
    text = models.JSONField(default=dict, blank=True)
    hint = models.JSONField(default=dict, blank=True)
    is_required = models.BooleanField(default=False)
    low = models.SmallIntegerField(null=True, blank=True)
    high = models.SmallIntegerField(null=True, blank=True)
    low_label = models.JSONField(default=dict, blank=True)
    high_label = models.JSONField(default=dict, blank=True)
    is_high_good = models.BooleanField(default=True)
    options = models.JSONField(default=list, blank=True)
    depends_on = models.SlugField(max_length=40, blank=True)
    depends_values = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once_a_version"),
            models.CheckConstraint(
                name="question_numbers_have_ends",
                condition=models.Q(
                    type__in=["faces", "nps", "ces", "scale"], low__isnull=False, high__gt=models.F("low")
                )
                | (~models.Q(type__in=["faces", "nps", "ces", "scale"]) & models.Q(low=None, high=None)),
            ),
        ]

    def __str__(self) -> str:
        return said(self.text)

    @property
    def kind(self) -> QuestionType:
        """Its type, as one of the known ones."""
        return QuestionType(self.type)

    @property
    def numbers(self) -> list[int]:
        """The points of its scale."""
        return [] if self.low is None or self.high is None else list(range(self.low, self.high + 1))

    @property
    def option_keys(self) -> list[str]:
        """The keys of what can be chosen."""
        return [str(option["key"]) for option in self.options]

    def is_due(self, given: "dict[str, Given] | Any") -> bool:
        """Whether the answers so far lead to this question."""
        if not self.depends_on:
            return True
        before = given.get(self.depends_on)
        return before is not None and bool(before.marks & set(self.depends_values))


class Wave(models.Model):
    """A round of asking. What may be shown of an anonymous one is decided when it closes, and stays so."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=80, blank=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    is_rolling = models.BooleanField(default=False)
    floor = models.PositiveSmallIntegerField()
    comment_floor = models.PositiveSmallIntegerField()
    segments = ArrayField(models.CharField(max_length=30), default=list)
    answered = models.PositiveIntegerField(default=0)
    shown = models.JSONField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_wave_number"),
            models.UniqueConstraint(
                fields=["survey"], name="survey_has_one_open_wave", condition=models.Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="wave_shows_nothing_before_it_closes",
                condition=models.Q(shown=None) | models.Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)


class Invitation(models.Model):
    """One person asked, by one signed link. For an anonymous survey it knows that they answered, never what."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(
        Wave, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10)
    about = models.CharField(max_length=80, blank=True)
    segments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    message_id = models.CharField(max_length=255, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="survey_planned", condition=models.Q(state="planned")),
            models.Index(
                fields=["remind_at"],
                name="survey_to_remind",
                condition=models.Q(state="sent", remind_at__isnull=False),
            ),
            models.Index(fields=["address", "-due_at"], name="survey_asked_lately"),
            models.Index(fields=["survey", "sent_at"], name="survey_sent"),
            models.Index(fields=["message_id"], name="survey_letter", condition=~models.Q(message_id="")),
            models.Index(fields=["about"], name="survey_invited_about", condition=~models.Q(about="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="survey_sent_at_iff_sent",
                condition=models.Q(state__in=["planned", "cancelled"], sent_at=None)
                | models.Q(state__in=["sent", "answered", "bounced"], sent_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.state})"

    def is_expired(self, at: datetime) -> bool:
        """Whether the link is too old."""
        return at > self.expires_at


class ResponseQuerySet(models.QuerySet["Response"]):
    """Phrases about answers. Those of anonymous surveys are in none of them: they have one door, `read_results`."""

    def visible_to(self, actor: Actor) -> "ResponseQuerySet":
        """Answers under a name, for those who may read results."""
        return self.filter(is_anonymous=False) if actor.has(Right.READ_RESULTS) else self.none()


class Response(models.Model):
    """What somebody answered. An anonymous one has no moment, no invitation and no number that counts up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, null=True, blank=True, related_name="responses")
    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, null=True, blank=True, related_name="response"
    )
    is_anonymous = models.BooleanField(default=False)
    about = models.CharField(max_length=80, blank=True)
    segments = models.JSONField(default=dict, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["survey", "given_at"], name="survey_response_by_time")]
        constraints = [
            models.CheckConstraint(
                name="anonymous_response_leads_nowhere",
                condition=models.Q(is_anonymous=False, given_at__isnull=False)
                | models.Q(
                    is_anonymous=True,
                    invitation=None,
                    given_at=None,
                    changed_at=None,
                    about="",
                    revision=1,
                    wave__isnull=False,
                ),
            )
        ]

    def __str__(self) -> str:
        return f"response to {self.survey_id}"

    def can_change(self, at: datetime, days: int) -> bool:
        """Whether the answers may still be changed."""
        return self.given_at is not None and at <= self.given_at + timedelta(days=days)


class Answer(models.Model):
    """The answer to one question, with the scale as it was when it was asked."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(null=True, blank=True)
    is_high_good = models.BooleanField(default=True)
    choices = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_to_a_question")
        ]

    def __str__(self) -> str:
        return self.text or ", ".join(self.choices) or str(self.value)

    @property
    def given(self) -> Given:
        """The answer as a value."""
        return Given(value=self.value, choices=tuple(self.choices), text=self.text)


class Look(models.Model):
    """Somebody looked at a part of an anonymous survey on some day: kept so that repeated slicing is seen."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="looks")
    who = models.CharField(max_length=40)
    on = models.DateField()
    part = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "who", "on", "part"], name="one_look_at_a_part_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.part}"
