"""Addresses of routing."""

from django.urls import path

from pult.foundation.web import needs, resource

from . import views
from .types import Right

app_name = "routing"
urlpatterns = [
    path("app/settings/routing", needs(Right.MANAGE)(resource(GET=views.read_routing)), name="settings"),
    path(
        "app/settings/routing/<int:pk>",
        needs(Right.MANAGE)(resource(POST=views.change_routing)),
        name="department",
    ),
    path(
        "app/settings/routing/<int:pk>/queue",
        needs(Right.MANAGE)(resource(GET=views.read_queue, POST=views.change_queue)),
        name="queue",
    ),
]
