"""Addresses of automation."""

from django.urls import path

from pult.conversations.types import Right as ConversationRight
from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import macro_views, views
from .types import Right

app_name = "automation"
RULES = "app/settings/automation"
RULE = f"{RULES}/<int:pk>"
MACROS = "app/settings/macros"
MACRO = f"{MACROS}/<int:pk>"


def managed(**verbs: View) -> View:
    """A page for those who manage rules."""
    return needs(Right.MANAGE)(resource(**verbs))


def used(**verbs: View) -> View:
    """A page for those who answer customers."""
    return needs(ConversationRight.REPLY)(resource(**verbs))


urlpatterns = [
    path(RULES, managed(GET=views.list_rules), name="rules"),
    path(f"{RULES}/new", managed(GET=views.new_rule, POST=views.create_rule), name="new-rule"),
    path(RULE, managed(GET=views.edit_rule, POST=views.change_rule), name="rule"),
    path(f"{RULE}/place", managed(POST=views.create_place), name="place"),
    path(f"{RULE}/switch", managed(POST=views.create_switch), name="switch"),
    path(f"{RULE}/removal", managed(POST=views.delete_rule), name="removal"),
    path(f"{RULE}/log", managed(GET=views.show_log), name="log"),
    path(f"{RULE}/trial", managed(GET=views.show_trial), name="trial"),
    path(MACROS, used(GET=macro_views.list_macros), name="macros"),
    path(f"{MACROS}/new", used(GET=macro_views.new_macro, POST=macro_views.create_macro), name="new-macro"),
    path(MACRO, used(GET=macro_views.edit_macro, POST=macro_views.change_macro), name="macro"),
    path(f"{MACRO}/removal", used(POST=macro_views.delete_macro), name="macro-removal"),
]
