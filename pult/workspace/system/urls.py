"""Addresses for those who look after the installation."""

from django.urls import path

from pult.accounts.types import Right
from pult.foundation.web import needs, resource

from . import views

app_name = "system"
may = needs(Right.MANAGE_SYSTEM)
urlpatterns = [
    path("app/settings/jobs", may(resource(GET=views.read_jobs)), name="jobs"),
    path("app/settings/jobs/retries", may(resource(POST=views.create_retries)), name="retries"),
    path("app/settings/jobs/<int:pk>/retry", may(resource(POST=views.create_retry)), name="retry"),
    path("app/settings/jobs/<int:pk>/removal", may(resource(POST=views.create_removal)), name="removal"),
]
