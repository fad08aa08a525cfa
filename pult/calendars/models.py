"""Opening hours as an administrator keeps them, and every version of them as it was in force."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor

from .types import DAY, Interval, Right


class CalendarQuerySet(models.QuerySet["Calendar"]):
    """Phrases about calendars."""

    def visible_to(self, actor: Actor) -> "CalendarQuerySet":
        """All of them for those who manage opening hours."""
        return self if actor.has(Right.MANAGE) else self.none()

    def by_name(self) -> "CalendarQuerySet":
        """In the order of a list."""
        return self.order_by("name")


class Calendar(models.Model):
    """A named set of opening hours in one time zone."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    zone = models.CharField(_("Time zone"), max_length=60, default="Europe/Zagreb")
    version = models.ForeignKey(
        "HoursVersion", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CalendarQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone as a value."""
        return ZoneInfo(self.zone)


class Timetable(models.Model):
    """The openings of an ordinary week and the dates on which they hold: always, or such as in summer."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="timetables")
    name = models.CharField(_("Name"), max_length=80)
    valid_from = models.DateField(_("First day"), null=True, blank=True)
    valid_until = models.DateField(_("Last day"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["calendar", "valid_from"],
                name="timetable_begins_once",
                nulls_distinct=False,
                violation_error_message=_("Another timetable begins on that day."),
            ),
            models.CheckConstraint(
                name="timetable_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar}: {self.name}"


class Opening(models.Model):
    """One opening of a weekday, in minutes after midnight; an end beyond 24:00 lies on the next day."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="opening_on_a_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="opening_is_an_interval",
                condition=Q(opens__lt=DAY, closes__gt=F("opens"), closes__lte=F("opens") + DAY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"

    @property
    def interval(self) -> Interval:
        """The opening as a value."""
        return Interval(opens=self.opens, closes=self.closes)


class ShortDay(models.Model):
    """A day that is closed, or open for a few hours only."""

    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def openings(self) -> tuple[Interval, ...]:
        """Nothing, or the few hours."""
        if self.opens is None or self.closes is None:
            return ()
        return (Interval(opens=self.opens, closes=self.closes),)


def _closed_or_short() -> Q:
    closed = Q(opens=None, closes=None)
    return closed | Q(opens__lt=DAY, closes__gt=F("opens"), closes__lte=F("opens") + DAY)


class Holiday(ShortDay):
    """A public holiday that was brought in from a country's list; each can be looked at and left out."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField(_("Date"))
    name = models.CharField(_("Name"), max_length=120)
    country = models.CharField(_("Country"), max_length=2)
    is_kept = models.BooleanField(_("We keep it"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["calendar", "country", "on"], name="holiday_once"),
            models.CheckConstraint(name="holiday_is_closed_or_short", condition=_closed_or_short()),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class ClosedDay(ShortDay):
    """Days on which the house is closed for its own reasons, or open for a few hours only."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="closed_days")
    first_on = models.DateField(_("First day"))
    last_on = models.DateField(_("Last day"))
    reason = models.CharField(_("Reason"), max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="closed_days_in_order", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(name="closed_day_is_closed_or_short", condition=_closed_or_short()),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} {self.reason}"


class HoursVersion(models.Model):
    """The opening hours of a calendar as they were from one change to the next; never changed."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="versions")
    content = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.pk}"
