"""Openings: what is offered, which skills matter, what is asked, and the plan of the process."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.hiring.types import OPEN_TO_THE_PUBLIC, OpeningStatus, QuestionKind, Right, StageKind, Weighing
from pult.skills.models import Skill
from pult.skills.types import Wanted
from pult.workforce.models import Department
from pult.workforce.types import Employment


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Phrases about openings."""

    def visible_to(self, actor: Actor) -> "OpeningQuerySet":
        """All of them for managers of hiring, else those that one runs or interviews for."""
        if actor.has(Right.MANAGE):
            return self
        seen = self.run_by(actor)
        if actor.is_person and actor.has(Right.INTERVIEW):
            assigned = Opening.objects.filter(applications__assignments__person_id=actor.person_id)
            seen = self.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=assigned.values("pk")))
        return seen

    def run_by(self, actor: Actor) -> "OpeningQuerySet":
        """Those whose candidates this person may act upon."""
        if actor.has(Right.MANAGE):
            return self
        if not actor.is_person or not actor.has(Right.RECRUIT):
            return self.none()
        mine = Q(recruiter_id=actor.person_id) | Q(hiring_manager_id=actor.person_id)
        return self.filter(mine | Q(requested_by_id=actor.person_id))

    def published(self) -> "OpeningQuerySet":
        """Those that the careers site shows."""
        return self.filter(status__in=[str(status) for status in OPEN_TO_THE_PUBLIC])

    def newest_first(self) -> "OpeningQuerySet":
        """As lists show them."""
        return self.order_by("-published_at", "-pk")


class Opening(models.Model):
    """A job that is to be filled. Its texts are written in several languages."""

    slug = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(default=dict)
    summaries = models.JSONField(default=dict)
    tasks = models.JSONField(default=dict)
    offers = models.JSONField(default=dict)
    preparations = models.JSONField(default=dict)
    reason = models.TextField(_("Why this opening is needed"), blank=True)
    department = models.ForeignKey(
        Department, verbose_name=_("Department"), on_delete=models.PROTECT, related_name="job_openings"
    )
    employment = models.CharField(
        _("Employment"), max_length=12, choices=Employment.choices, default=Employment.EMPLOYEE
    )
    hours_per_week = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1, default=40)
    seats = models.PositiveSmallIntegerField(_("People wanted"), default=1)
    places = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name=_("Places"))
    is_remote = models.BooleanField(_("Can be done from home"), default=False)
    pay = models.CharField(_("Pay"), max_length=120, blank=True)
    closes_on = models.DateField(_("Applications until"), null=True, blank=True)
    hiring_manager = models.ForeignKey(
        Person, verbose_name=_("Hiring manager"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    recruiter = models.ForeignKey(
        Person, verbose_name=_("Recruiter"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    hire_from = models.DecimalField(
        _("Hire from this result on"),
        max_digits=3,
        decimal_places=2,
        default=3.5,
        help_text=_("From 1 to 5. At or above it the evidence proposes to hire, if no must-have is missed."),
    )
    weighing = models.CharField(
        _("How skills count together"), max_length=8, choices=Weighing.choices, default=Weighing.UNIT
    )
    status = models.CharField(
        _("Status"), max_length=10, choices=OpeningStatus.choices, default=OpeningStatus.DRAFT
    )
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["-published_at", "-id"], name="opening_published", condition=Q(status="published")
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="opening_is_approved_by_somebody_else",
                condition=Q(approved_by=None) | Q(requested_by=None) | ~Q(approved_by=F("requested_by")),
            ),
            models.CheckConstraint(
                name="opening_ended_at_iff_ended",
                condition=Q(status__in=["closed", "filled"], ended_at__isnull=False)
                | (~Q(status__in=["closed", "filled"]) & Q(ended_at=None)),
            ),
            models.CheckConstraint(name="opening_wants_somebody", condition=Q(seats__gt=0)),
            models.CheckConstraint(
                name="opening_bar_is_on_the_scale", condition=Q(hire_from__gte=1, hire_from__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the job is called, in the reader's language."""
        return said(self.titles) or self.slug

    @property
    def summary(self) -> str:
        """One or two sentences about it, in the reader's language."""
        return said(self.summaries)

    @property
    def is_published(self) -> bool:
        """Whether anybody can apply."""
        return self.status in OPEN_TO_THE_PUBLIC


class OpeningSkill(models.Model):
    """One skill of the opening's profile, copied when the opening was made, so that later changes leave it alone."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    is_must_have = models.BooleanField(default=False)
    can_be_taught = models.BooleanField(default=False)
    needed = models.DecimalField(max_digits=3, decimal_places=2, default=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opening", "skill"], name="opening_names_a_skill_once"),
            models.CheckConstraint(name="opening_skill_weighs_something", condition=Q(weight__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} × {self.weight}"

    @property
    def wanted(self) -> Wanted:
        """The line as a value that can be reckoned with; fetch `skill` before."""
        return Wanted(
            skill=self.skill.key,
            weight=float(self.weight),
            is_must_have=self.is_must_have,
            can_be_taught=self.can_be_taught,
            needed=float(self.needed),
        )


class StageQuerySet(models.QuerySet["Stage"]):
    """Phrases about stages."""

    def in_order(self) -> "StageQuerySet":
        """As a candidate goes through them."""
        return self.order_by("position", "pk")

    def of_opening(self, opening: int | None) -> "StageQuerySet":
        """The steps of one opening; none when none was chosen."""
        return self.filter(opening=opening) if opening else self.none()


class Stage(models.Model):
    """One step of the plan: which evidence it gathers, on which scorecard, by whom, and what is promised."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Step"), max_length=16, choices=StageKind.choices)
    names = models.JSONField(default=dict, blank=True)
    scorecard = models.CharField(_("Scorecard"), max_length=80, blank=True)
    raters = models.ManyToManyField(Person, verbose_name=_("By whom"), blank=True, related_name="+")
    days = models.PositiveSmallIntegerField(_("Days until our answer"), default=5)
    minutes = models.PositiveSmallIntegerField(_("Minutes it takes"), default=0)

    objects = StageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["opening", "position"],
                name="stage_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the step is called, in the reader's language."""
        return said(self.names) or str(StageKind(self.kind).label)

    @property
    def step(self) -> StageKind:
        """The kind of step, with what candidates are told of it."""
        return StageKind(self.kind)


class Question(models.Model):
    """Something that the form of an opening asks."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Kind"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    texts = models.JSONField(default=dict)
    choices = models.JSONField(default=dict, blank=True)
    is_required = models.BooleanField(_("Must be answered"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opening", "position"], name="question_has_its_place")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return said(self.texts)

    @property
    def options(self) -> list[str]:
        """What one may choose from, in the reader's language: one a line."""
        return [line.strip() for line in said(self.choices).splitlines() if line.strip()]
