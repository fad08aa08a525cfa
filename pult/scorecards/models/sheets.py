"""What is asked: scorecards, their versions, sections and criteria. A published version never changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.scorecards.scoring import Item
from pult.scorecards.types import HIGHEST, LONGEST_SCALE, LOWEST, Critical, Evidence, Kind, Mark, Right
from pult.skills.models import Skill
from pult.skills.types import Source


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    """Phrases about scorecards."""

    def visible_to(self, actor: Actor) -> "ScorecardQuerySet":
        """All of them for those who write them, ask for judgements or read results."""
        may = any(actor.has(right) for right in (Right.MANAGE, Right.LEAD, Right.READ_RESULTS))
        return self if may else self.none()

    def in_use(self) -> "ScorecardQuerySet":
        """Those that are not put away."""
        return self.filter(archived_at=None)


class Scorecard(models.Model):
    """One instrument through all its versions. The key never changes; titles are those of the newest version."""

    key = models.SlugField(max_length=60, unique=True)
    titles = models.JSONField(default=dict)
    source = models.CharField(_("Counts as"), max_length=16, choices=Source.choices, default=Source.REVIEW)
    archived_at = models.DateTimeField(null=True)

    objects = ScorecardQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return said(self.titles) or self.key


class VersionQuerySet(models.QuerySet["Version"]):
    """Phrases about versions."""

    def visible_to(self, actor: Actor) -> "VersionQuerySet":
        """Published ones for those who work with scorecards; drafts for those who write them."""
        seen = self.filter(scorecard__in=Scorecard.objects.visible_to(actor))
        return seen if actor.has(Right.MANAGE) else seen.exclude(published_at=None)

    def published(self) -> "VersionQuerySet":
        """Those that can be judged with."""
        return self.exclude(published_at=None)

    def drafts(self) -> "VersionQuerySet":
        """Those that are still written."""
        return self.filter(published_at=None)

    def newest_first(self) -> "VersionQuerySet":
        """The one in force before those it replaced."""
        return self.order_by("-number")

    def whole(self) -> "VersionQuerySet":
        """With all sections and criteria, in order."""
        criteria = Criterion.objects.select_related("skill", "section").order_by("position", "pk")
        sections = Section.objects.order_by("position", "pk")
        return self.select_related("scorecard").prefetch_related(
            models.Prefetch("sections", sections), models.Prefetch("sections__criteria", criteria)
        )


class Version(models.Model):
    """A scorecard as it was at one time. `shipped` is set when it came with Pult and nobody edited it."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=dict)
    intros = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=40)
    shipped = models.CharField(max_length=64, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="scorecard_version_number_once"),
            models.UniqueConstraint(
                fields=["scorecard"], name="scorecard_has_one_draft", condition=Q(published_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return said(self.titles)

    @property
    def intro(self) -> str:
        """What to do with it, in the reader's language."""
        return said(self.intros)

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def criteria_in_order(self) -> "list[Criterion]":
        """Every criterion as the page shows them; fetch with `whole()` before."""
        return [criterion for section in self.sections.all() for criterion in section.criteria.all()]

    @property
    def items(self) -> list[Item]:
        """The criteria as the arithmetic needs them; fetch with `whole()` before."""
        return [criterion.item for criterion in self.criteria_in_order]


class Section(models.Model):
    """Criteria that belong together. The key stays through versions."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(default=dict)
    helps = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="section_key_once_in_version")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its heading in the reader's language."""
        return said(self.titles)

    @property
    def help(self) -> str:
        """What belongs here, in the reader's language."""
        return said(self.helps)


class Criterion(models.Model):
    """One thing that is judged. The key stays through versions, so that they can be compared."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="criteria")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SCALE)
    titles = models.JSONField(default=dict)
    helps = models.JSONField(default=dict)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="+")
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    lowest = models.SmallIntegerField(default=LOWEST)
    highest = models.SmallIntegerField(default=HIGHEST)
    low_until = models.SmallIntegerField(default=2)
    anchors = models.JSONField(default=dict)
    causes = models.JSONField(default=list)
    may_skip = models.BooleanField(default=False)
    evidence = models.CharField(max_length=8, choices=Evidence.choices, default=Evidence.OPTIONAL)
    critical = models.CharField(max_length=8, choices=Critical.choices, default=Critical.NONE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="criterion_key_once_in_version"),
            models.CheckConstraint(name="criterion_weighs_something", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="criterion_scale_has_two_points",
                condition=Q(
                    lowest__gte=0, highest__gt=F("lowest"), highest__lt=F("lowest") + LONGEST_SCALE + 1
                ),
            ),
            models.CheckConstraint(
                name="criterion_low_lies_on_its_scale",
                condition=Q(low_until__gte=F("lowest"), low_until__lt=F("highest")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What is judged, in the reader's language."""
        return said(self.titles)

    @property
    def help(self) -> str:
        """What to look at, in the reader's language."""
        return said(self.helps)

    @property
    def values(self) -> list[int]:
        """Its marks, from the lowest to the highest."""
        match Kind(self.kind):
            case Kind.SCALE:
                return list(range(self.lowest, self.highest + 1))
            case Kind.CHECK:
                return [0, 1]
            case Kind.TEXT:
                return []

    @property
    def points(self) -> list[tuple[int, str]]:
        """Each point of the scale with what it looks like; empty words where no anchor was written."""
        return [(value, said(self.anchors.get(str(value), {}))) for value in self.values]

    @property
    def choices_of_cause(self) -> list[tuple[str, str]]:
        """The root causes that are asked for under a low mark."""
        return [(cause["key"], said(cause["words"])) for cause in self.causes]

    @property
    def item(self) -> Item:
        """The criterion as the arithmetic needs it."""
        return Item(
            key=self.key,
            section=self.section.key,
            kind=Kind(self.kind),
            weight=float(self.weight),
            lowest=self.lowest,
            highest=self.highest,
            low_until=self.low_until,
            critical=Critical(self.critical),
            skill_id=self.skill_id,
        )

    def asks_for_cause(self, mark: Mark) -> bool:
        """Whether this mark has to name its root cause."""
        return bool(self.causes) and self.item.is_low(mark)

    def asks_for_evidence(self, mark: Mark) -> bool:
        """Whether this mark counts only with evidence beside it."""
        if mark.is_na:
            return False
        return self.evidence == Evidence.ALWAYS or (self.evidence == Evidence.LOW and self.item.is_low(mark))
