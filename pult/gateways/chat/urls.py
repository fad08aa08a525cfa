"""Addresses of the chat door."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from .types import Right
from .views import visiting, visitors, widgets

app_name = "chat"
ROOT = "app/settings/chat"


def page(**verbs: View) -> View:
    """A page for those who set up widgets."""
    return needs(Right.MANAGE)(resource(**verbs))


def desk(right: Right, **verbs: View) -> View:
    """A page for those who serve visitors."""
    return needs(right)(resource(**verbs))


urlpatterns = [
    path("app/visitors", desk(Right.SEE_VISITORS, GET=visitors.list_visitors), name="visitors"),
    path(
        "app/visitors/<int:pk>/invitation",
        desk(Right.SEE_VISITORS, GET=visitors.edit_invitation, POST=visitors.create_invitation),
        name="invitation",
    ),
    path(
        "app/visitors/<int:pk>/block",
        desk(Right.BLOCK, GET=visitors.edit_block, POST=visitors.create_block),
        name="block",
    ),
    path("app/visitors/blocked", desk(Right.BLOCK, GET=visitors.list_blocks), name="blocks"),
    path(
        "app/visitors/blocked/<int:pk>/removal",
        desk(Right.BLOCK, POST=visitors.delete_block),
        name="unblock",
    ),
    path("widget.js", resource(GET=visiting.read_widget), name="program"),
    path("chat/files/<str:link>", resource(GET=visiting.read_file), name="file"),
    path("chat/<str:token>/settings", resource(GET=visiting.read_settings), name="showing"),
    path("chat/<str:token>/articles", resource(GET=visiting.list_articles), name="articles"),
    # No cookie plays a part here: a page says by its key who is there.
    path("chat/<str:token>/files", csrf_exempt(resource(POST=visiting.create_file)), name="files"),
    path("chat/<str:token>/calls/<slug:name>", csrf_exempt(resource(POST=visiting.create_call)), name="call"),
    path(ROOT, page(GET=widgets.list_widgets, POST=widgets.create_widget), name="widgets"),
    path(f"{ROOT}/<int:pk>", page(GET=widgets.edit_widget, POST=widgets.change_widget), name="widget"),
    path(f"{ROOT}/<int:pk>/preview", page(GET=widgets.preview_widget), name="preview"),
    path(f"{ROOT}/<int:pk>/secret", page(POST=widgets.create_secret), name="secret"),
]
