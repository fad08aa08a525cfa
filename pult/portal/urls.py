"""Addresses of the public pages."""

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import resource

from .views import surveys

app_name = "portal"
# The signed link is somebody's key and travels in the address, so no cookie is needed to believe them.
urlpatterns = [
    path(
        "survey/<str:token>",
        csrf_exempt(resource(GET=surveys.read_survey, POST=surveys.create_answers)),
        name="survey",
    ),
    path("", include("pult.portal.requests_urls")),
    path("", include("pult.portal.centre_urls")),
]
