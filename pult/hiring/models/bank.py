"""The question bank and the role plays: what interviews are made of, in the words of every language.

What came with Pult is renewed with each release until somebody edits it; `edited_at` tells. What is public may be
practised by candidates, and so is not for an interview.
"""

from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.text.fields import TsVectorField
from pult.foundation.text.tongues import missing, said
from pult.hiring.types import BankKind, Difficulty, PlayChannel, Right
from pult.skills.models import Skill

from .wording import Wording


class BankQuerySet(models.QuerySet[Any]):
    """Phrases about questions and role plays alike."""

    def visible_to(self, actor: Actor) -> Self:
        """All of them for everybody who takes part in hiring."""
        return self if any(actor.has(right) for right in Right) else self.none()

    def in_use(self) -> Self:
        """Those that are not retired."""
        return self.filter(is_retired=False)

    def for_interviews(self) -> Self:
        """Those that no candidate could practise."""
        return self.in_use().filter(is_public=False)

    def for_practice(self) -> Self:
        """Those that every candidate may read."""
        return self.in_use().filter(is_public=True)

    def with_skills(self) -> Self:
        """With the skills that they ask for, the most important one first."""
        return self.prefetch_related("asked__skill")


class BankEntry(models.Model):
    """What a question and a role play have in common. The key never changes."""

    key = models.SlugField(max_length=60, unique=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), default=5)
    is_public = models.BooleanField(_("Candidates may practise it"), default=False)
    is_shipped = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    vector = TsVectorField(default="", editable=False)
    asked: Any

    objects = BankQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def skills_in_order(self) -> list[Skill]:
        """The skills that it tells something about, the most important one first."""
        lines: Any = self.asked
        return [line.skill for line in sorted(lines.all(), key=lambda line: line.position)]


class BankQuestion(Wording, BankEntry):
    """One question with what to ask further, and what an answer worth 1, 3 and 5 looks like."""

    kind = models.CharField(_("Kind"), max_length=16, choices=BankKind.choices)
    skills = models.ManyToManyField(Skill, through="QuestionSkill", related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "id"], name="bank_question_by_kind"),
            GinIndex(fields=["vector"], name="bank_question_vector"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="bank_question_takes_time", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="bank_question_of_own_is_edited",
                condition=Q(is_shipped=True) | Q(edited_at__isnull=False),
            ),
        ]

    @property
    def kind_label(self) -> BankKind:
        """The kind with what it is for."""
        return BankKind(self.kind)

    @property
    def unwritten(self) -> list[str]:
        """Languages in which the question itself still has to be written."""
        return missing(self.texts)


class QuestionSkill(models.Model):
    """A skill that a question tells something about; the lowest position matters most."""

    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="asked")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "skill"], name="question_names_a_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.skill_id}"


class RolePlay(BankEntry):
    """A scene from a customer-service day with somebody who plays the customer, and how their mood turns."""

    channel = models.CharField(_("Channel"), max_length=8, choices=PlayChannel.choices)
    difficulty = models.CharField(
        _("Difficulty"), max_length=1, choices=Difficulty.choices, default=Difficulty.MIDDLE
    )
    titles = models.JSONField(default=dict)
    situations = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    tempers = models.JSONField(default=dict)
    facts = models.JSONField(default=list)
    openings = models.JSONField(default=dict)
    good_turns = models.JSONField(default=list)
    bad_turns = models.JSONField(default=list)
    good_ends = models.JSONField(default=dict)
    skills = models.ManyToManyField(Skill, through="RolePlaySkill", related_name="+")

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["vector"], name="role_play_vector")]
        constraints: ClassVar = [
            models.CheckConstraint(name="role_play_takes_time", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="role_play_of_own_is_edited", condition=Q(is_shipped=True) | Q(edited_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        return said(self.titles)

    @property
    def situation(self) -> str:
        """What has happened; the candidate reads it too."""
        return said(self.situations)

    @property
    def persona(self) -> str:
        """Who the customer is."""
        return said(self.names)

    @property
    def temper(self) -> str:
        """In which mood the customer comes."""
        return said(self.tempers)

    @property
    def known(self) -> list[str]:
        """What the customer tells only when somebody asks."""
        return [said(one) for one in self.facts]

    @property
    def opening(self) -> str:
        """What the customer says first."""
        return said(self.openings)

    @property
    def if_treated_well(self) -> list[str]:
        """What the customer says next when treated well."""
        return [said(one) for one in self.good_turns]

    @property
    def if_treated_badly(self) -> list[str]:
        """What the customer says next when treated badly."""
        return [said(one) for one in self.bad_turns]

    @property
    def good_end(self) -> str:
        """How one knows that it ended well."""
        return said(self.good_ends)

    @property
    def is_written_once(self) -> bool:
        """Whether it is answered with one text, not turn by turn."""
        return self.channel in {PlayChannel.EMAIL, PlayChannel.REVIEW}

    @property
    def door(self) -> PlayChannel:
        """The channel with its picture."""
        return PlayChannel(self.channel)

    @property
    def unwritten(self) -> list[str]:
        """Languages in which its title still has to be written."""
        return missing(self.titles)


class RolePlaySkill(models.Model):
    """A skill that a role play shows; the lowest position matters most."""

    role_play = models.ForeignKey(RolePlay, on_delete=models.CASCADE, related_name="asked")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role_play", "skill"], name="role_play_names_a_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.role_play_id}: {self.skill_id}"
