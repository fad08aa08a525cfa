"""Addresses of routing."""

from django.urls import path

from pult.foundation.web import needs, resource

from .types import Right
from .views import settings, work

manages = needs(Right.MANAGE)

app_name = "routing"
urlpatterns = [
    path("app/settings/routing", manages(resource(GET=settings.read_routing)), name="settings"),
    path("app/settings/routing/<int:pk>", manages(resource(POST=settings.change_routing)), name="department"),
    path(
        "app/settings/routing/<int:pk>/queue",
        manages(resource(GET=settings.read_queue, POST=settings.change_queue)),
        name="queue",
    ),
    path("app/settings/routing/<int:pk>/work", manages(resource(GET=work.read_work)), name="work"),
    path(
        "app/settings/routing/<int:pk>/work/returning",
        manages(resource(POST=work.change_returning)),
        name="returning",
    ),
    path("app/settings/routing/<int:pk>/work/needs", manages(resource(POST=work.create_need)), name="needs"),
    path(
        "app/settings/routing/<int:pk>/work/needs/<int:need_pk>/removal",
        manages(resource(POST=work.delete_need)),
        name="need-removal",
    ),
    path(
        "app/settings/routing/<int:pk>/work/competences",
        manages(resource(POST=work.change_competences)),
        name="competences",
    ),
]
