"""Addresses of tables that are brought in."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

ROOT = "app/customers/imports"
ONE = f"{ROOT}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who bring tables in."""
    return needs(Right.IMPORT)(resource(**verbs))


app_name = "tables"
urlpatterns = [
    path(ROOT, page(GET=views.list_imports, POST=views.create_import), name="imports"),
    path(ONE, page(GET=views.read_import, POST=views.choose_columns), name="import"),
    path(f"{ONE}/stop", page(POST=views.create_stop), name="stop"),
    path(f"{ONE}/continuation", page(POST=views.create_continuation), name="continuation"),
    path(f"{ONE}/refused.<table:kind>", page(GET=views.read_refused), name="refused"),
]
