"""Addresses of the public pages."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import resource

from . import views

app_name = "portal"
# The signed link is the customer's key and travels in the address, so no cookie is needed to believe them.
urlpatterns = [
    path("survey/<str:token>", resource(GET=views.read_survey), name="survey"),
    path("survey/<str:token>/rating", csrf_exempt(resource(POST=views.create_rating)), name="rating"),
    path("survey/<str:token>/comment", csrf_exempt(resource(POST=views.create_comment)), name="comment"),
]
