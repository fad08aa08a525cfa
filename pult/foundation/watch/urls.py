"""Addresses for those who watch Pult."""

from django.urls import path

from pult.foundation.web import resource

from . import views

app_name = "watch"
urlpatterns = [
    path("health", resource(GET=views.read_health), name="health"),
    path("ready", resource(GET=views.read_readiness), name="readiness"),
    path("metrics", resource(GET=views.read_figures), name="figures"),
]
