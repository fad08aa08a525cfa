"""Addresses of retention."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

app_name = "retention"
ROOT = "app/settings/retention"
RULE = f"{ROOT}/<int:pk>"


def decided(**verbs: View) -> View:
    """For those who decide what is forgotten."""
    return needs(Right.MANAGE)(resource(**verbs))


def held(**verbs: View) -> View:
    """For those who put things on hold."""
    return needs(Right.HOLD)(resource(**verbs))


urlpatterns = [
    path(ROOT, held(GET=views.list_rules), name="rules"),
    path(f"{ROOT}/new", decided(GET=views.new_rule, POST=views.create_rule), name="new-rule"),
    path(f"{ROOT}/log", held(GET=views.list_runs), name="runs"),
    path(f"{ROOT}/holds", held(GET=views.list_holds, POST=views.create_hold), name="holds"),
    path(f"{ROOT}/holds/<int:pk>/end", held(POST=views.create_end), name="hold-end"),
    path(RULE, decided(GET=views.edit_rule, POST=views.change_rule), name="rule"),
    path(f"{RULE}/preview", decided(GET=views.show_preview), name="preview"),
    path(f"{RULE}/switch", decided(POST=views.create_switch), name="switch"),
    path(f"{RULE}/removal", decided(POST=views.delete_rule), name="rule-removal"),
]
