"""Addresses of the help centre."""

from django.urls import path

from pult.foundation.web import needs, resource

from .types import Right
from .views import centre_settings

urlpatterns = [
    path("hc/logo/<slug:mark>", resource(GET=centre_settings.read_logo), name="logo"),
    path(
        "app/settings/help-centre",
        needs(Right.MANAGE)(
            resource(GET=centre_settings.read_settings, POST=centre_settings.change_settings)
        ),
        name="centre-settings",
    ),
]
