"""Addresses of checklists."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

app_name = "checklists"
TEMPLATES = "app/settings/checklists"
TEMPLATE = f"{TEMPLATES}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who set up checklists."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path(TEMPLATES, page(GET=views.list_templates), name="templates"),
    path(f"{TEMPLATES}/new", page(GET=views.new_template, POST=views.create_template), name="new-template"),
    path(TEMPLATE, page(GET=views.edit_template, POST=views.change_template), name="template"),
    path(f"{TEMPLATE}/place", page(POST=views.create_place), name="template-place"),
    path(f"{TEMPLATE}/archive", page(POST=views.create_archive), name="template-archive"),
    path(f"{TEMPLATE}/return", page(POST=views.create_return), name="template-return"),
]
