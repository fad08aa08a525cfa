"""The catalogue, profiles, who holds skills, and the ledger of evidence."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said

from .types import Kind, Phase, Right, Source, Wanted, led_by


class SkillQuerySet(models.QuerySet["Skill"]):
    """Phrases about skills."""

    def visible_to(self, actor: Actor) -> "SkillQuerySet":
        """The whole catalogue for those who may read it."""
        return self if actor.has(Right.READ) else self.none()

    def in_use(self) -> "SkillQuerySet":
        """Those that are not retired."""
        return self.filter(retired_at=None)

    def in_order(self) -> "SkillQuerySet":
        """As the catalogue lists them."""
        return self.order_by("position", "pk")


class Skill(models.Model):
    """Something that people are good at, in the words of every language. The key never changes."""

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_shipped = models.BooleanField(default=False)
    is_edited = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    objects = SkillQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return said(self.names) or self.key

    @property
    def description(self) -> str:
        """What it looks like, in the reader's language."""
        return said(self.descriptions)

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Phrases about profiles."""

    def visible_to(self, actor: Actor) -> "ProfileQuerySet":
        """All of them for those who may read the catalogue."""
        return self if actor.has(Right.READ) else self.none()

    def in_order(self) -> "ProfileQuerySet":
        """Those that came with Pult first."""
        return self.order_by("position", "pk")


class Profile(models.Model):
    """Which skills a kind of work asks for, and how much each weighs. The key is for those that came with Pult."""

    key = models.SlugField(max_length=60, unique=True, null=True)  # noqa: DJ001 - own profiles have none
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_edited = models.BooleanField(default=False)

    objects = ProfileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return said(self.names)

    @property
    def description(self) -> str:
        """What it is for, in the reader's language."""
        return said(self.descriptions)

    @property
    def wanted(self) -> list[Wanted]:
        """The profile as a value that can be reckoned with; fetch `lines__skill` before."""
        return [line.wanted for line in self.lines.all()]


class ProfileSkill(models.Model):
    """One line of a profile."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="lines")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    is_must_have = models.BooleanField(default=False)
    can_be_taught = models.BooleanField(default=False)
    needed = models.DecimalField(max_digits=3, decimal_places=2, default=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "skill"], name="profile_names_a_skill_once"),
            models.CheckConstraint(name="profile_skill_weighs_something", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="profile_skill_needs_a_score", condition=Q(needed__gte=1, needed__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} × {self.weight}"

    @property
    def wanted(self) -> Wanted:
        """The line as a value."""
        return Wanted(
            skill=self.skill.key,
            weight=float(self.weight),
            is_must_have=self.is_must_have,
            can_be_taught=self.can_be_taught,
            needed=float(self.needed),
        )


class HolderQuerySet(models.QuerySet["Holder"]):
    """Phrases about holders."""

    def visible_to(self, actor: Actor) -> "HolderQuerySet":
        """Members: everybody's, those one leads, or oneself. Candidates: only for those who may see hiring."""
        seen = Q(person_id=actor.person_id)
        if actor.has(Right.READ_ALL):
            seen |= Q(person__isnull=False)
        elif actor.has(Right.READ_LED):
            seen |= Q(person_id__in=led_by(actor))
        if actor.has(Right.READ_HIRING):
            seen |= Q(person=None)
        return self.filter(seen)

    def members(self) -> "HolderQuerySet":
        """Those who can sign in."""
        return self.filter(person__isnull=False)


class Holder(models.Model):
    """Somebody whose skills are known, before and after they can sign in."""

    name = models.CharField(_("Name"), max_length=160)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="skill_holder"
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = HolderQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="holder_by_name")]

    def __str__(self) -> str:
        return self.name


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Phrases about evidence."""

    def visible_to(self, actor: Actor) -> "EvidenceQuerySet":
        """What is known about holders one may see; what hiring found out only with a right of its own."""
        seen = self.filter(holder__in=Holder.objects.visible_to(actor))
        if actor.has(Right.READ_HIRING):
            return seen
        return seen.exclude(source__in=Source.of(Phase.HIRING))

    def in_force(self) -> "EvidenceQuerySet":
        """What was not taken back."""
        return self.filter(taken_back_at=None)

    def oldest_first(self) -> "EvidenceQuerySet":
        """In the order in which it was observed."""
        return self.order_by("observed_at", "pk")


class Evidence(models.Model):
    """One entry of the ledger. Entries never change: a wrong one is taken back and stays readable."""

    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="evidence")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="evidence")
    score = models.DecimalField(max_digits=3, decimal_places=2)
    weight = models.DecimalField(max_digits=5, decimal_places=3, default=1)
    source = models.CharField(max_length=16, choices=Source.choices)
    source_ref = models.CharField(max_length=120)
    scorecard_version = models.PositiveBigIntegerField(null=True)
    observed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=40, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_ref", "skill", "holder"],
                name="evidence_counts_once",
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                name="evidence_scores_one_to_five", condition=Q(score__gte=1, score__lte=5)
            ),
            models.CheckConstraint(name="evidence_weighs_something", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="evidence_taken_back_by_somebody",
                condition=Q(taken_back_at=None, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "skill", "observed_at", "id"], name="evidence_of_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.score} from {self.source_ref}"

    @property
    def phase(self) -> Phase:
        """In which part of somebody's time here it was gathered."""
        return Source(self.source).phase

    @property
    def is_taken_back(self) -> bool:
        return self.taken_back_at is not None
