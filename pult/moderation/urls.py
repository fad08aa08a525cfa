"""Addresses of the door's settings."""

from django.urls import path

from pult.foundation.web import needs, resource

from . import views
from .types import Right

app_name = "moderation"
ROOT = "app/settings/spam"

urlpatterns = [
    path(
        ROOT,
        needs(Right.BLOCK)(resource(GET=views.list_senders, POST=views.create_sender)),
        name="senders",
    ),
    path(
        f"{ROOT}/door",
        needs(Right.MANAGE)(resource(GET=views.edit_door, POST=views.change_door)),
        name="door",
    ),
    path(
        f"{ROOT}/senders/<int:pk>/removal",
        needs(Right.BLOCK)(resource(POST=views.delete_sender)),
        name="sender-removal",
    ),
]
