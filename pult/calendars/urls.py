"""Addresses of opening hours."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

app_name = "calendars"
ROOT = "app/settings/calendars"
ONE = f"{ROOT}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who manage opening hours."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path(ROOT, page(GET=views.list_calendars, POST=views.create_calendar), name="calendars"),
    path(ONE, page(GET=views.read_calendar, POST=views.change_calendar), name="calendar"),
    path(f"{ONE}/removal", page(POST=views.delete_calendar), name="removal"),
    path(f"{ONE}/timetables", page(POST=views.create_timetable), name="timetables"),
    path(f"{ONE}/timetables/<int:timetable_pk>", page(POST=views.change_timetable), name="timetable"),
    path(
        f"{ONE}/timetables/<int:timetable_pk>/removal",
        page(POST=views.delete_timetable),
        name="timetable_removal",
    ),
    path(
        f"{ONE}/holidays",
        page(GET=views.list_holidays, POST=views.create_holidays),
        name="holidays",
    ),
    path(f"{ONE}/holidays/<int:holiday_pk>", page(POST=views.change_holiday), name="holiday"),
    path(f"{ONE}/closures", page(GET=views.list_closures, POST=views.create_closure), name="closures"),
    path(
        f"{ONE}/closures/<int:closure_pk>/removal",
        page(POST=views.delete_closure),
        name="closure_removal",
    ),
]
