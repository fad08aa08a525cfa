"""Addresses of the set-up."""

from django.urls import path

from pult.accounts.types import Right
from pult.foundation.web import needs, resource

from .views import setting_up

manages_system = needs(Right.MANAGE_SYSTEM)

app_name = "setup"
urlpatterns = [
    path("", resource(GET=setting_up.show_language), name="language"),
    path(
        "administrator",
        resource(GET=setting_up.show_administrator, POST=setting_up.create_administrator),
        name="administrator",
    ),
    path(
        "company",
        manages_system(resource(GET=setting_up.show_company, POST=setting_up.create_company)),
        name="company",
    ),
    path("done", manages_system(resource(GET=setting_up.show_done)), name="done"),
]
