"""What the settings pages of opening hours show."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.calendars import queries
from pult.calendars.forms import (
    CalendarForm,
    ClosureForm,
    HolidayForm,
    ImportForm,
    PreviewForm,
    TimetableForm,
    WeekForm,
)
from pult.calendars.models import Calendar
from pult.calendars.writing import openings_in_words
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid

FIRST_TRY = {"hours": "8"}


def everything(actor: Actor, *, at: datetime, form: CalendarForm | None = None) -> dict[str, Any]:
    """Every calendar, and a form for another."""
    initial = {"zone": timezone.get_default_timezone_name()}
    return {"rows": queries.standings(actor, at=at), "form": form or CalendarForm(initial=initial)}


def weeks(
    calendar: Calendar,
    asked: QueryDict,
    *,
    form: CalendarForm | None = None,
    week_form: WeekForm | None = None,
    timetable_form: TimetableForm | None = None,
) -> dict[str, Any]:
    """The weeks of a calendar, with the form that could not be saved in its place."""
    tables = [(table, _week_form(WeekForm.of(table), week_form)) for table in queries.timetables(calendar)]
    return {
        **_frame(calendar, "week"),
        "form": form or CalendarForm.of(calendar),
        "timetables": tables,
        "timetable_form": timetable_form or TimetableForm(),
        "is_one": len(tables) == 1,
        **preview(calendar, asked),
    }


def preview(calendar: Calendar, asked: QueryDict) -> dict[str, Any]:
    """When so many opening hours have passed, in the zone of the calendar."""
    with timezone.override(calendar.time_zone):
        form = PreviewForm(asked if "hours" in asked else FIRST_TRY)
        if not form.is_valid():
            return {"preview_form": form, "preview": None}
        start = form.cleaned_data["start"] or timezone.now()
        return {
            "preview_form": form,
            "preview": queries.preview(calendar, start=start, duration=form.duration),
        }


def holidays(calendar: Calendar, asked: QueryDict, *, form: ImportForm | None = None) -> dict[str, Any]:
    """The holidays of the year asked for, each with its own small form."""
    year = _year(asked.get("year"), _today(calendar).year)
    rows = [
        (row, HolidayForm(initial={"kept": row.is_kept, "openings": row.openings}, auto_id=f"id_{row.pk}_%s"))
        for row in queries.holidays(calendar, year=year)
    ]
    return {
        **_frame(calendar, "holidays"),
        "year": year,
        "earlier": f"?year={year - 1}",
        "later": f"?year={year + 1}",
        "rows": rows,
        "form": form or ImportForm(initial={"country": "HR", "year": year}),
    }


def closures(calendar: Calendar, *, form: ClosureForm | None = None) -> dict[str, Any]:
    """The house's own closed days that are not over yet."""
    rows = queries.closed_days(calendar, since=_today(calendar) - timedelta(days=30))
    return {
        **_frame(calendar, "closures"),
        "rows": [(row, openings_in_words(row.openings)) for row in rows],
        "form": form or ClosureForm(),
    }


def back_to_year(calendar: Calendar, year: int) -> HttpResponse:
    """The holidays of that year again."""
    return redirect(f"{reverse('calendars:holidays', args=[calendar.pk])}?year={year}")


def must_be_valid(form: forms.Form) -> None:
    """Refuse what cannot be used, in the form's own words."""
    if not form.is_valid():
        raise Invalid(" ".join(str(error) for errors in form.errors.values() for error in errors))


def _week_form(form: WeekForm, refused: WeekForm | None) -> WeekForm:
    return refused if refused is not None and refused.prefix == form.prefix else form


def _frame(calendar: Calendar, here: str) -> dict[str, Any]:
    pk = calendar.pk
    tabs = [
        ("week", _("Week"), reverse("calendars:calendar", args=[pk])),
        ("holidays", _("Holidays"), reverse("calendars:holidays", args=[pk])),
        ("closures", _("Closed days"), reverse("calendars:closures", args=[pk])),
    ]
    return {
        "calendar": calendar,
        "standing": queries.standing(calendar, at=timezone.now()),
        "tabs": [{"text": text, "href": href, "current": key == here} for key, text, href in tabs],
        "crumbs": [{"text": _("Opening hours"), "href": reverse("calendars:calendars")}],
    }


def _year(text: object, otherwise: int) -> int:
    return min(max(int(text), 2000), 2100) if isinstance(text, str) and text.isdecimal() else otherwise


def _today(calendar: Calendar) -> Any:
    return timezone.localdate(timezone=calendar.time_zone)
