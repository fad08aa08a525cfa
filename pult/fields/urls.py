"""Addresses of fields and types."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import type_views, views
from .types import Right

app_name = "fields"
FIELDS = "app/settings/fields"
FIELD = f"{FIELDS}/<int:pk>"
TYPES = "app/settings/types"
TYPE = f"{TYPES}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who set up fields."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path(FIELDS, page(GET=views.list_fields), name="fields"),
    path(f"{FIELDS}/new", page(GET=views.new_field, POST=views.create_field), name="new-field"),
    path(FIELD, page(GET=views.edit_field, POST=views.change_field), name="field"),
    path(f"{FIELD}/place", page(POST=views.create_place), name="field-place"),
    path(f"{FIELD}/archive", page(POST=views.create_archive), name="field-archive"),
    path(f"{FIELD}/return", page(POST=views.create_return), name="field-return"),
    path(TYPES, page(GET=type_views.list_types, POST=type_views.create_type), name="types"),
    path(TYPE, page(GET=type_views.edit_type, POST=type_views.change_type), name="type"),
    path(f"{TYPE}/place", page(POST=type_views.create_place), name="type-place"),
    path(f"{TYPE}/archive", page(POST=type_views.create_archive), name="type-archive"),
    path(f"{TYPE}/return", page(POST=type_views.create_return), name="type-return"),
]
