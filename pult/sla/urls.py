"""Addresses of service levels."""

from django.urls import path

from pult.conversations.types import Right as ConversationRight
from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

app_name = "sla"
ROOT = "app/settings/sla"
ONE = f"{ROOT}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who manage service levels."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path(ROOT, page(GET=views.list_policies, POST=views.create_policy), name="policies"),
    path(ONE, page(GET=views.read_policy, POST=views.change_policy), name="policy"),
    path(f"{ONE}/promises", page(POST=views.change_promises), name="promises"),
    path(f"{ONE}/place", page(POST=views.create_place), name="place"),
    path(f"{ONE}/removal", page(POST=views.delete_policy), name="removal"),
    path(
        "app/conversations/<int:pk>/deadlines",
        needs(ConversationRight.READ)(resource(GET=views.explain_deadlines)),
        name="explanation",
    ),
]
