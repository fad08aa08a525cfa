"""Addresses of the settings pages of webhooks."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

ROOT = "app/settings/webhooks"
ONE = f"{ROOT}/<int:pk>"


def page(**verbs: View) -> View:
    """A page for those who set webhooks up."""
    return needs(Right.MANAGE_WEBHOOKS)(resource(**verbs))


app_name = "webhooks"
urlpatterns = [
    path(ROOT, page(GET=views.list_webhooks, POST=views.create_webhook), name="webhooks"),
    path(f"{ROOT}/new", page(GET=views.new_webhook), name="new"),
    path(ONE, page(GET=views.read_webhook, POST=views.change_webhook), name="webhook"),
    path(f"{ONE}/secret", page(POST=views.create_secret), name="secret"),
    path(f"{ONE}/test", page(POST=views.create_test), name="test"),
    path(f"{ONE}/resendings", page(POST=views.create_resendings), name="resendings"),
    path(f"{ONE}/deliveries/<int:delivery>/resending", page(POST=views.create_resending), name="resending"),
    path(f"{ONE}/removal", page(POST=views.delete_webhook), name="removal"),
]
