"""Addresses of the mail door's settings pages."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import auto_reply_views, views
from .types import Right

app_name = "email"
ROOT = "app/settings/mail"


def page(**verbs: View) -> View:
    """A page for those who look after the mail door."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path(ROOT, page(GET=views.list_mail), name="mail"),
    path(f"{ROOT}/held/<int:pk>/reading", page(POST=views.create_reading), name="reading"),
    path(f"{ROOT}/held/<int:pk>/original", page(GET=views.read_original), name="original"),
    path(
        f"{ROOT}/inboxes/<int:pk>/auto-reply",
        page(GET=auto_reply_views.read_auto_reply, POST=auto_reply_views.change_auto_reply),
        name="auto-reply",
    ),
    path(f"{ROOT}/outbox/<int:pk>/sending", page(POST=views.create_sending), name="sending"),
]
