"""Addresses of feedback."""

from django.urls import path

from pult.foundation.web import needs, resource

from . import views
from .types import Right

app_name = "feedback"
urlpatterns = [
    path(
        "app/settings/feedback",
        needs(Right.MANAGE)(resource(GET=views.read_settings, POST=views.change_settings)),
        name="settings",
    ),
]
