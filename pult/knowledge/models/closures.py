"""Closures: when the house is not there as usual, announced once and told everywhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pult.calendars.models import ClosedDay
from pult.foundation.actors import Actor
from pult.foundation.text.script import to_cyrillic
from pult.knowledge.types import Right
from pult.knowledge.types.closures import ClosureKind, ClosureState, Phase
from pult.workforce.models import Department

from .documents import Document


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Phrases about closures."""

    def visible_to(self, actor: Actor) -> "ClosureQuerySet":
        """What is announced for everybody who reads the handbook; drafts for those who announce."""
        if actor.has(Right.PUBLISH):
            return self
        return self.exclude(state=ClosureState.DRAFTED) if actor.has(Right.READ) else self.none()

    def announced(self) -> "ClosureQuerySet":
        """Those that are told."""
        return self.filter(state=ClosureState.ANNOUNCED)

    def told_at(self, at: datetime) -> "ClosureQuerySet":
        """Those that customers hear of at a moment: shown already, not over yet."""
        return self.announced().filter(Q(ends_at=None) | Q(ends_at__gt=at), shown_from__lte=at)

    def concerning(self, department: Department | None) -> "ClosureQuerySet":
        """Those of the whole house, and those of this department."""
        whole_house = ~Q(pk__in=Closure.departments.through.objects.values("closure_id"))
        if department is None:
            return self.filter(whole_house)
        return self.filter(
            whole_house
            | Q(pk__in=Closure.departments.through.objects.filter(department=department).values("closure_id"))
        )

    def overlapping(self, begins_at: datetime, ends_at: datetime | None) -> "ClosureQuerySet":
        """Those that lie in the same time."""
        found = self.filter(Q(ends_at=None) | Q(ends_at__gt=begins_at))
        return found if ends_at is None else found.filter(begins_at__lt=ends_at)


class Closure(models.Model):
    """A holiday, an outage or moved hours. It begins and ends by itself."""

    kind = models.CharField(_("Kind"), max_length=10, choices=ClosureKind.choices)
    state = models.CharField(
        _("State"), max_length=10, choices=ClosureState.choices, default=ClosureState.DRAFTED
    )
    departments = models.ManyToManyField(
        Department, verbose_name=_("Departments"), blank=True, related_name="closures"
    )
    begins_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("Until"), null=True, blank=True)
    shown_from = models.DateTimeField(_("Tell customers from"))
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=120)
    alternative = models.CharField(_("What customers can do instead"), max_length=300, blank=True)
    template = models.ForeignKey(
        Document,
        verbose_name=_("Template"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    texts = models.JSONField(default=dict, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    days = models.ManyToManyField(ClosedDay, through="ClosureDay", related_name="+")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "ends_at"], name="closure_by_end")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="closure_ends_after_it_begins", condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="only_outages_have_no_end",
                condition=Q(kind=ClosureKind.OUTAGE) | Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="closure_announced_has_a_moment",
                condition=Q(state=ClosureState.DRAFTED) | Q(announced_at__isnull=False),
            ),
            models.CheckConstraint(
                name="closure_withdrawn_has_a_moment",
                condition=Q(state=ClosureState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ClosureState.WITHDRAWN) & Q(withdrawn_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.begins_at:%Y-%m-%d}"

    @property
    def is_draft(self) -> bool:
        """Whether nobody has been told yet."""
        return self.state == ClosureState.DRAFTED

    @property
    def is_announced(self) -> bool:
        """Whether customers are told, or will be."""
        return self.state == ClosureState.ANNOUNCED

    def phase(self, at: datetime) -> Phase:
        """Where a moment finds it: before, in the middle, or after."""
        if self.ends_at is not None and at >= self.ends_at:
            return Phase.PAST
        return Phase.COMING if at < self.begins_at else Phase.NOW

    def has_begun(self, at: datetime) -> bool:
        """Whether the house is closed already, and not only about to be."""
        return self.phase(at) == Phase.NOW

    def text_in(self, language: str, place: str = "banner") -> str:
        """What is said in a language at a place: `banner` (help centre, widget), `reply`, `chat`, `call`."""
        for code in (language, *_KIN.get(language, ()), "en", *self.texts):
            said = _said(self.texts.get(code), place)
            if said:
                is_made = language == "sr" and code == "sr-latn"
                return to_cyrillic(said) if is_made else said
        return self.reason


_KIN = {"sr": ("sr-latn", "hr"), "sr-latn": ("hr",), "hr": ("sr-latn",)}


def _said(texts: object, place: str) -> str:
    if not isinstance(texts, Mapping):
        return ""
    return str(texts.get(place) or texts.get("banner") or "").strip()


class ClosureDay(models.Model):
    """Closed days that an announcement has written into opening hours, so that they can be taken out again."""

    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, related_name="+")
    day = models.ForeignKey(ClosedDay, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["closure", "day"], name="closure_day_once")]

    def __str__(self) -> str:
        return f"{self.closure_id}: {self.day_id}"
