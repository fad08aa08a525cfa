"""Addresses of the settings pages of imports."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

ROOT = "app/settings/imports"
ONE = f"{ROOT}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who bring conversations in."""
    return needs(Right.MANAGE)(resource(**verbs))


app_name = "desks"
urlpatterns = [
    path(ROOT, page(GET=views.list_runs, POST=views.create_run), name="runs"),
    path(ONE, page(GET=views.read_run), name="run"),
    path(f"{ONE}/stop", page(POST=views.create_stop), name="stop"),
    path(f"{ONE}/continuation", page(POST=views.create_continuation), name="continuation"),
    path(f"{ONE}/report", page(GET=views.read_report), name="report"),
]
