"""Role plays: the scene of a stage, and each play of it with everything that was said."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.hiring.partner import Ending, Mood, Script, Sign, Standing
from pult.hiring.types import PlayChannel, PlayMode, Speaker

from .bank import RolePlay
from .evidence import EvidenceStep
from .openings import Stage

PARTS = (
    "channel", "titles", "situations", "names", "tempers", "facts", "openings", "good_turns", "bad_turns", "good_ends",
    "minutes",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A scene in the words of every language, as it was when the first candidate came."""

    parts: dict[str, Any]

    @property
    def title(self) -> str:
        """What it is called."""
        return said(self.parts["titles"])

    @property
    def situation(self) -> str:
        """What has happened; the candidate reads it too."""
        return said(self.parts["situations"])

    @property
    def persona(self) -> str:
        """Who the customer is."""
        return said(self.parts["names"])

    @property
    def temper(self) -> str:
        """In which mood the customer comes."""
        return said(self.parts["tempers"])

    @property
    def known(self) -> list[str]:
        """What the customer tells only when somebody asks."""
        return [said(one) for one in self.parts["facts"]]

    @property
    def opening(self) -> str:
        """What the customer says first."""
        return said(self.parts["openings"])

    @property
    def if_treated_well(self) -> list[str]:
        """What the customer says next when treated well."""
        return [said(one) for one in self.parts["good_turns"]]

    @property
    def if_treated_badly(self) -> list[str]:
        """What the customer says next when treated badly."""
        return [said(one) for one in self.parts["bad_turns"]]

    @property
    def good_end(self) -> str:
        """How one knows that it ended well."""
        return said(self.parts["good_ends"])

    @property
    def door(self) -> PlayChannel:
        """The channel with its picture."""
        return PlayChannel(self.parts["channel"])

    @property
    def script(self) -> Script:
        """What a scripted partner needs of it."""
        wanted = ("openings", "facts", "good_turns", "bad_turns")
        return Script(**{name: self.parts[name] for name in wanted})


class StageScene(models.Model):
    """Which scene is played in a stage, and how. Settled with the first candidate, so that all play the same."""

    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, related_name="scene")
    role_play = models.ForeignKey(RolePlay, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=PlayMode.choices, default=PlayMode.PERSON)
    script = models.JSONField(default=dict, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="scene_keeps_its_words_when_settled", condition=Q(settled_at=None) | ~Q(script={})
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.role_play_id}"

    @property
    def is_settled(self) -> bool:
        """Whether somebody has played it."""
        return self.settled_at is not None

    @property
    def scene(self) -> Scene:
        """The scene in words: the bank's until it is settled."""
        return Scene(self.script or {name: getattr(self.role_play, name) for name in PARTS})

    @property
    def way(self) -> PlayMode:
        """How it is played, in words."""
        return PlayMode(self.mode)


class PlayQuerySet(models.QuerySet["Play"]):
    """Phrases about plays."""

    def visible_to(self, actor: Actor) -> "PlayQuerySet":
        """Those of the steps that one may see."""
        return self.filter(step__in=EvidenceStep.objects.visible_to(actor).values("pk"))

    def written(self) -> "PlayQuerySet":
        """Those that a candidate writes on a page."""
        return self.exclude(mode=PlayMode.PERSON)


class Play(models.Model):
    """One candidate plays a scene. What is said stands in its lines; the customer's mood in counts."""

    step = models.OneToOneField(EvidenceStep, on_delete=models.CASCADE, related_name="play")
    scene = models.ForeignKey(StageScene, on_delete=models.PROTECT, related_name="plays")
    mode = models.CharField(max_length=8, choices=PlayMode.choices)
    language = models.CharField(max_length=10)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Ending], blank=True)
    well = models.PositiveSmallIntegerField(default=0)
    badly = models.PositiveSmallIntegerField(default=0)
    told = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    objects = PlayQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="play_has_an_ending_iff_ended",
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
            )
        ]

    def __str__(self) -> str:
        return f"play {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something can still be said."""
        return self.ended_at is None

    @property
    def is_written(self) -> bool:
        """Whether the candidate writes on a page."""
        return self.mode != PlayMode.PERSON

    @property
    def is_scripted(self) -> bool:
        """Whether the customer answers by the script."""
        return self.mode == PlayMode.SCRIPTED

    @property
    def outcome(self) -> Ending | None:
        """How it ended."""
        return Ending(self.ending) if self.ending else None

    def standing(self, messages: int) -> Standing:
        """How far the talk has come, as the partner needs it."""
        return Standing(well=self.well, badly=self.badly, told=tuple(self.told), messages=messages)


class PlayLine(models.Model):
    """One thing that was said. The key comes with the form, so that a form that is sent twice says it once."""

    play = models.ForeignKey(Play, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    speaker = models.CharField(max_length=10, choices=Speaker.choices)
    text = models.TextField()
    mood = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Mood], blank=True)
    signs = ArrayField(
        models.CharField(max_length=10, choices=[(one.value, one.value) for one in Sign]),
        default=list,
        blank=True,
    )
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["play", "number"], name="play_line_has_its_place"),
            models.UniqueConstraint(fields=["play", "key"], name="play_line_said_once"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def who(self) -> Speaker:
        """Who said it, in words."""
        return Speaker(self.speaker)
