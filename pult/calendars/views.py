"""The settings pages of opening hours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations, pages
from .forms import CalendarForm, ClosureForm, HolidayForm, ImportForm, TimetableForm, WeekForm
from .models import Calendar
from .types import Interval

OFFICE = {day: (Interval(opens=480, closes=960),) for day in range(5)}


def _calendar(request: Request, pk: int) -> Calendar:
    return get_object_or_404(Calendar.objects.visible_to(request.actor), pk=pk)


def list_calendars(request: Request) -> HttpResponse:
    """Every calendar, and how it stands now."""
    return render(request, "calendars/calendars.html", pages.everything(request.actor, at=timezone.now()))


def create_calendar(request: Request) -> HttpResponse:
    """New opening hours, Monday to Friday to begin with."""
    form = CalendarForm(request.POST)
    if not form.is_valid():
        page = pages.everything(request.actor, at=timezone.now(), form=form)
        return render(request, "calendars/calendars.html", page, status=422)
    calendar = operations.open_calendar(**form.cleaned_data, week=OFFICE, by=request.actor)
    return redirect("calendars:calendar", calendar.pk)


def read_calendar(request: Request, pk: int) -> HttpResponse:
    """The weeks of one calendar, and a try: when have so many hours passed?"""
    calendar = _calendar(request, pk)
    return render(request, "calendars/calendar.html", pages.weeks(calendar, request.GET))


def change_calendar(request: Request, pk: int) -> HttpResponse:
    """Another name or time zone."""
    calendar = _calendar(request, pk)
    form = CalendarForm(request.POST)
    if not form.is_valid():
        page = pages.weeks(calendar, request.GET, form=form)
        return render(request, "calendars/calendar.html", page, status=422)
    operations.change_calendar(calendar, **form.cleaned_data, by=request.actor)
    messages.success(request, _("Saved. Deadlines are reckoned anew."))
    return redirect("calendars:calendar", pk)


def delete_calendar(request: Request, pk: int) -> HttpResponse:
    """Drop a calendar that nobody keeps to."""
    operations.drop_calendar(_calendar(request, pk), by=request.actor)
    return redirect("calendars:calendars")


def create_timetable(request: Request, pk: int) -> HttpResponse:
    """A week that holds between two dates."""
    calendar = _calendar(request, pk)
    form = TimetableForm(request.POST)
    if not form.is_valid():
        page = pages.weeks(calendar, request.GET, timetable_form=form)
        return render(request, "calendars/calendar.html", page, status=422)
    hours = form.cleaned_data.pop("hours")
    week = dict.fromkeys(range(5), hours)
    operations.add_timetable(calendar, **form.cleaned_data, week=week, by=request.actor)
    return redirect("calendars:calendar", pk)


def change_timetable(request: Request, pk: int, timetable_pk: int) -> HttpResponse:
    """Other openings of a week."""
    calendar = _calendar(request, pk)
    timetable = get_object_or_404(calendar.timetables, pk=timetable_pk)
    form = WeekForm(request.POST, prefix=f"t{timetable.pk}")
    if not form.is_valid():
        page = pages.weeks(calendar, request.GET, week_form=form)
        return render(request, "calendars/calendar.html", page, status=422)
    operations.set_week(timetable, week=form.week, by=request.actor)
    messages.success(request, _("Saved. Deadlines are reckoned anew."))
    return redirect("calendars:calendar", pk)


def delete_timetable(request: Request, pk: int, timetable_pk: int) -> HttpResponse:
    """Take a week away."""
    timetable = get_object_or_404(_calendar(request, pk).timetables, pk=timetable_pk)
    operations.drop_timetable(timetable, by=request.actor)
    return redirect("calendars:calendar", pk)


def list_holidays(request: Request, pk: int) -> HttpResponse:
    """The holidays of a year, each to look at."""
    return render(request, "calendars/holidays.html", pages.holidays(_calendar(request, pk), request.GET))


def create_holidays(request: Request, pk: int) -> HttpResponse:
    """Bring in a country's holidays of a year."""
    calendar = _calendar(request, pk)
    form = ImportForm(request.POST)
    if not form.is_valid():
        page = pages.holidays(calendar, request.GET, form=form)
        return render(request, "calendars/holidays.html", page, status=422)
    count = operations.import_holidays(
        calendar, **form.cleaned_data, by=request.actor, language=get_language() or "en"
    )
    added = ngettext("%(count)d new holiday.", "%(count)d new holidays.", count) % {"count": count}
    messages.success(request, added)
    return pages.back_to_year(calendar, form.cleaned_data["year"])


def change_holiday(request: Request, pk: int, holiday_pk: int) -> HttpResponse:
    """Keep a holiday, leave it out, or be there for a few hours."""
    calendar = _calendar(request, pk)
    holiday = get_object_or_404(calendar.holidays, pk=holiday_pk)
    form = HolidayForm(request.POST)
    pages.must_be_valid(form)
    openings = next(iter(form.cleaned_data["openings"]), None)
    operations.keep_holiday(holiday, kept=form.cleaned_data["kept"], openings=openings, by=request.actor)
    return pages.back_to_year(calendar, holiday.on.year)


def list_closures(request: Request, pk: int) -> HttpResponse:
    """The house's own closed days."""
    return render(request, "calendars/closures.html", pages.closures(_calendar(request, pk)))


def create_closure(request: Request, pk: int) -> HttpResponse:
    """Close on one day or several."""
    calendar = _calendar(request, pk)
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return render(request, "calendars/closures.html", pages.closures(calendar, form=form), status=422)
    openings = next(iter(form.cleaned_data.pop("openings")), None)
    operations.add_closed_days(calendar, **form.cleaned_data, openings=openings, by=request.actor)
    return redirect("calendars:closures", pk)


def delete_closure(request: Request, pk: int, closure_pk: int) -> HttpResponse:
    """Be there after all."""
    closed = get_object_or_404(_calendar(request, pk).closed_days, pk=closure_pk)
    operations.drop_closed_days(closed, by=request.actor)
    return redirect("calendars:closures", pk)
