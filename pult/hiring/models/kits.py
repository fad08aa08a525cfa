"""Interview kits: what is asked in a stage, in which order, so that every candidate is asked the same.

Until the first candidate comes to the stage a kit points into the bank; then it is settled: the words are copied, and
later changes of the bank leave them alone.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.hiring.types import FRAME_MINUTES, BankKind, HowAsked, StageKind
from pult.scorecards.models import Assessment, Version
from pult.skills.models import Skill

from .bank import BankQuestion
from .openings import Opening, Stage
from .wording import Wording


class InterviewKitQuerySet(models.QuerySet["InterviewKit"]):
    """Phrases about kits."""

    def run_by(self, actor: Actor) -> "InterviewKitQuerySet":
        """Those of the openings that this person runs."""
        return self.filter(stage__opening__in=Opening.objects.run_by(actor).values("pk"))

    def whole(self) -> "InterviewKitQuerySet":
        """With all blocks and questions, in order."""
        asked = KitQuestion.objects.select_related("question", "skill", "block").order_by("position", "pk")
        asked = asked.prefetch_related("question__asked__skill")
        blocks = KitBlock.objects.order_by("position", "pk")
        return self.select_related("stage__opening").prefetch_related(
            models.Prefetch("blocks", blocks), models.Prefetch("blocks__questions", asked)
        )


class InterviewKit(models.Model):
    """What a talk consists of. With `version`, each question is a criterion of the panel's scorecard."""

    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, related_name="kit")
    jobs = models.JSONField(default=dict, blank=True)
    beginnings = models.JSONField(default=dict, blank=True)
    endings = models.JSONField(default=dict, blank=True)
    forbidden = models.JSONField(default=dict, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = InterviewKitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="kit_is_judged_only_when_settled",
                condition=Q(version=None) | Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stage)

    @property
    def is_settled(self) -> bool:
        """Whether a candidate was asked, so that nothing may change any more."""
        return self.settled_at is not None

    @property
    def job(self) -> str:
        """What the job is, in the reader's language."""
        return said(self.jobs)

    @property
    def beginning(self) -> str:
        """How to open the talk."""
        return said(self.beginnings)

    @property
    def ending(self) -> str:
        """How to close the talk."""
        return said(self.endings)

    @property
    def not_asked(self) -> list[str]:
        """What may not be asked, one a line."""
        return [line.strip() for line in said(self.forbidden).splitlines() if line.strip()]

    @property
    def questions_in_order(self) -> "list[KitQuestion]":
        """Every question as it is asked; fetch with `whole()` before."""
        return [question for block in self.blocks.all() for question in block.questions.all()]

    @property
    def frame(self) -> int:
        """The minutes that opening and closing take."""
        return FRAME_MINUTES.get(StageKind(self.stage.kind), 0)

    @property
    def total(self) -> int:
        """The minutes of all questions, with opening and closing; fetch with `whole()` before."""
        return self.frame + sum(block.minutes for block in self.blocks.all())

    @property
    def is_too_long(self) -> bool:
        """Whether it takes longer than planned."""
        return self.total > self.minutes


class KitBlockQuerySet(models.QuerySet["KitBlock"]):
    """Phrases about blocks."""

    def run_by(self, actor: Actor) -> "KitBlockQuerySet":
        """Those of the openings that this person runs."""
        return self.filter(kit__in=InterviewKit.objects.run_by(actor).values("pk"))


class KitBlock(models.Model):
    """Questions of a kit that belong together."""

    kit = models.ForeignKey(InterviewKit, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(default=dict)

    objects = KitBlockQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its heading in the reader's language."""
        return said(self.titles)

    @property
    def minutes(self) -> int:
        """How long its questions take; fetch with `whole()` before."""
        return sum(question.takes for question in self.questions.all())


class KitQuestionQuerySet(models.QuerySet["KitQuestion"]):
    """Phrases about questions of kits."""

    def run_by(self, actor: Actor) -> "KitQuestionQuerySet":
        """Those of the openings that this person runs."""
        return self.filter(block__in=KitBlock.objects.run_by(actor).values("pk"))


class KitQuestion(Wording):
    """One question of a kit: the bank's as long as the kit is not settled, from then on its own words."""

    block = models.ForeignKey(KitBlock, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    question = models.ForeignKey(BankQuestion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=BankKind.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")

    objects = KitQuestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "question"], name="kit_asks_once_in_a_block")
        ]

    @property
    def words(self) -> Wording:
        """What is said: own words once the kit is settled."""
        return self if self.texts else self.question

    @property
    def takes(self) -> int:
        """Its minutes."""
        return self.minutes or self.question.minutes

    @property
    def sort(self) -> BankKind:
        """Its kind, with picture and words."""
        return BankKind(self.kind or self.question.kind)

    @property
    def shows(self) -> Skill | None:
        """The skill that it is scored on."""
        return self.skill or next(iter(self.question.skills_in_order), None)

    @property
    def criterion_key(self) -> str:
        """How the scorecard of the kit names it."""
        return f"question_{self.pk}"


class KitMarkQuerySet(models.QuerySet["KitMark"]):
    """Phrases about what became of questions."""

    def revealed_to(self, actor: Actor) -> "KitMarkQuerySet":
        """One's own, and those of others under the rule of their marks."""
        return self.filter(assessment__in=Assessment.objects.revealed_to(actor).values("pk"))


class KitMark(models.Model):
    """What one rater says became of a question in one talk."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(KitQuestion, on_delete=models.CASCADE, related_name="marks")
    how = models.CharField(max_length=8, choices=HowAsked.choices)
    at = models.DateTimeField()

    objects = KitMarkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "question"], name="kit_mark_once_for_each_rater")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.how}"

    @property
    def what(self) -> HowAsked:
        """With picture and words."""
        return HowAsked(self.how)
