"""Addresses of files."""

from django.urls import path

from pult.foundation.web import resource

from . import views

app_name = "files"
urlpatterns = [
    path("files/<slug:kind>/<int:pk>/<str:name>", resource(GET=views.read_file), name="file"),
]
