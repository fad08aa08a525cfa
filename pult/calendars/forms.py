"""The forms of opening hours."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from pult.calendars.countries import COUNTRIES
from pult.calendars.models import Calendar, Timetable
from pult.calendars.types import Interval
from pult.calendars.writing import openings_in_words, parse_openings
from pult.foundation.errors import Invalid


class OpeningsField(forms.CharField):
    """Openings of one day, as people write them."""

    def prepare_value(self, value: Any) -> Any:
        return openings_in_words(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[Interval, ...]:
        try:
            return parse_openings(super().clean(value))
        except Invalid as refusal:
            raise forms.ValidationError(str(refusal))


class DateField(forms.DateField):
    """A date with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CalendarForm(forms.Form):
    """A name and a time zone."""

    name = forms.CharField(label=_("Name"), max_length=80)
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Summer time is taken care of."),
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
    )

    @classmethod
    def of(cls, calendar: Calendar) -> "CalendarForm":
        """Filled in as the calendar stands."""
        return cls(initial={"name": calendar.name, "zone": calendar.zone})


class WeekForm(forms.Form):
    """The openings of the seven days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in WEEKDAYS.items():
            self.fields[f"day_{number}"] = OpeningsField(label=name, required=False, max_length=120)

    @classmethod
    def of(cls, timetable: Timetable) -> "WeekForm":
        """Filled in as the timetable stands."""
        days: dict[str, tuple[Interval, ...]] = {}
        for one in timetable.openings.all():
            key = f"day_{one.weekday}"
            days[key] = tuple(sorted((*days.get(key, ()), one.interval)))
        return cls(initial=days, prefix=f"t{timetable.pk}")

    @property
    def week(self) -> dict[int, tuple[Interval, ...]]:
        """What was written, by weekday."""
        return {number: self.cleaned_data[f"day_{number}"] for number in WEEKDAYS}


class TimetableForm(forms.Form):
    """A week that holds between two dates."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Such as “Summer hours”."))
    valid_from = DateField(label=_("First day"))
    valid_until = DateField(label=_("Last day"), required=False)
    hours = OpeningsField(
        label=_("Open Monday to Friday"),
        required=False,
        max_length=120,
        help_text=_("Such as 07:00–13:00. Each day can be changed afterwards."),
    )


class ImportForm(forms.Form):
    """Which country's holidays, of which year."""

    country = forms.ChoiceField(label=_("Country"), choices=lambda: list(COUNTRIES.items()))
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class HolidayForm(forms.Form):
    """Whether a holiday is kept, and for how long we are there on it."""

    kept = forms.BooleanField(label=_("We keep it"), required=False)
    openings = OpeningsField(label=_("Open on this day"), required=False, max_length=40)


class ClosureForm(forms.Form):
    """Days on which the house is closed, or open for a few hours only."""

    reason = forms.CharField(label=_("Reason"), max_length=120, help_text=_("Such as “Stock-taking”."))
    first_on = DateField(label=_("First day"))
    last_on = DateField(label=_("Last day"), required=False)
    openings = OpeningsField(
        label=_("Open nevertheless"),
        required=False,
        max_length=40,
        help_text=_("Such as 08:00–12:00; empty means closed all day."),
    )


class PreviewForm(forms.Form):
    """So much opening time from a moment on."""

    hours = forms.DecimalField(
        label=_("How many opening hours"), min_value=0, max_value=2000, decimal_places=2
    )
    start = forms.DateTimeField(
        label=_("From"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @property
    def duration(self) -> timedelta:
        """What was asked, as a length of time."""
        return timedelta(hours=float(self.cleaned_data["hours"]))
