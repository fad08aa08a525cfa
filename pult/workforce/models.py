"""Departments and the people who work in them."""

from datetime import date

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.calendars.models import Calendar
from pult.foundation.actors import Actor

from .types import Employment, Position, Presence, Right


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Phrases about departments."""

    def visible_to(self, actor: Actor) -> "DepartmentQuerySet":
        """All of them for those who may see the workforce."""
        return self if actor.has(Right.READ) else self.none()

    def of(self, actor: Actor) -> "DepartmentQuerySet":
        """Those that the actor works in."""
        return self.filter(members__person_id=actor.person_id)


class Department(models.Model):
    """A part of the house with its own queue and opening hours."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    calendar = models.ForeignKey(
        Calendar,
        verbose_name=_("Opening hours"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DepartmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """Phrases about members."""

    def visible_to(self, actor: Actor) -> "MemberQuerySet":
        """All of them for those who may see the workforce; oneself otherwise."""
        if actor.has(Right.READ):
            return self
        return self.filter(person_id=actor.person_id)

    def at_work(self) -> "MemberQuerySet":
        """Those who have not left."""
        return self.filter(left_on=None, person__is_active=True)

    def available(self) -> "MemberQuerySet":
        """Those who take work right now."""
        return self.at_work().filter(presence=Presence.AVAILABLE)


class Member(models.Model):
    """A person at work."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="member")
    departments = models.ManyToManyField(Department, related_name="members", blank=True)
    position = models.CharField(
        _("Position"), max_length=20, choices=Position.choices, default=Position.REPRESENTATIVE
    )
    line_manager = models.ForeignKey(
        "self",
        verbose_name=_("Line manager"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
    )
    employment = models.CharField(
        _("Employment"), max_length=12, choices=Employment.choices, default=Employment.EMPLOYEE
    )
    hours_per_week = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1, default=40)
    languages = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name=_("Languages")
    )
    capacity = models.PositiveSmallIntegerField(_("Open conversations at once"), default=30)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.OFFLINE)
    presence_changed_at = models.DateTimeField(db_default=Now())
    joined_on = models.DateField(_("First day"), null=True, blank=True)
    left_on = models.DateField(_("Last day"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="member_is_not_their_own_manager",
                condition=models.Q(line_manager=None) | ~models.Q(line_manager=models.F("person")),
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=models.Q(left_on=None)
                | models.Q(joined_on=None)
                | models.Q(left_on__gte=models.F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name


class PresenceSpan(models.Model):
    """How long somebody was available, away or offline: written when it changes; the one that holds has no end."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="spans", db_index=False)
    presence = models.CharField(max_length=10, choices=Presence.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], name="presence_span_holds_once", condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="presence_span_lasts",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gt=models.F("began_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["member", "began_at"], name="presence_span_of_member"),
            GistIndex(
                models.Func("began_at", "ended_at", function="tstzrange", output_field=DateTimeRangeField()),
                name="presence_span_by_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.presence} {self.began_at}"


class PresenceDay(models.Model):
    """How many seconds of a day that is over somebody was available, away and offline: added up from the spans."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    available = models.FloatField()
    away = models.FloatField()
    offline = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="presence_day_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.day}"


class AddedUp(models.Model):
    """Before which day, and in which time zone, the presence of a member is added up.

    The database itself takes it back to the day of whatever is changed later, so no way of changing can be forgotten.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    until = models.DateField()
    zone = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.member_id}: {self.until}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Phrases about absences."""

    def visible_to(self, actor: Actor) -> "AbsenceQuerySet":
        """Of those members whom the actor may see."""
        return self.filter(member__in=Member.objects.visible_to(actor).values("pk"))

    def on(self, day: date) -> "AbsenceQuerySet":
        """Those that hold on a day."""
        return self.filter(first_on__lte=day, last_on__gte=day)

    def to_come(self, day: date) -> "AbsenceQuerySet":
        """Those that hold on a day, or after it."""
        return self.filter(last_on__gte=day).order_by("first_on", "pk")


class Absence(models.Model):
    """Days on which somebody is not at work, and who stands in for them."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField(_("First day"))
    last_on = models.DateField(_("Last day"))
    deputy = models.ForeignKey(
        Member, verbose_name=_("Deputy"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_on", "first_on"], name="absence_by_days")]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=models.Q(last_on__gte=models.F("first_on"))
            ),
            models.CheckConstraint(
                name="absence_has_another_as_deputy",
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("member")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.first_on} – {self.last_on}"
