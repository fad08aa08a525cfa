"""Addresses of closures."""

from django.urls import path

from pult.foundation.web import needs, resource

from .types import Right
from .views import closures as views

reads = needs(Right.READ)
announces = needs(Right.PUBLISH)

app_name = "closures"
ROOT = "app/knowledge/closures"
CLOSURE = f"{ROOT}/<int:pk>"

urlpatterns = [
    path(
        f"{ROOT}/",
        reads(resource(GET=views.list_closures, POST=announces(views.create_closure))),
        name="closures",
    ),
    path(f"{ROOT}/new", announces(resource(GET=views.new_closure)), name="new"),
    path(
        CLOSURE,
        reads(resource(GET=views.read_closure, POST=announces(views.change_closure))),
        name="closure",
    ),
    path(f"{CLOSURE}/announcement", announces(resource(POST=views.create_announcement)), name="announcement"),
    path(f"{CLOSURE}/withdrawal", announces(resource(POST=views.create_withdrawal)), name="withdrawal"),
    path(f"{CLOSURE}/removal", announces(resource(POST=views.delete_closure)), name="removal"),
]
