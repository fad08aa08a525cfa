"""Addresses of import and export."""

from django.urls import path

from .urls import managers
from .views import transfers as views

app_name = "transfers"
ROOT = "app/knowledge/transfers"
ONE = f"{ROOT}/<int:pk>"

urlpatterns = [
    path(f"{ROOT}/", managers(GET=views.list_transfers, POST=views.create_import), name="transfers"),
    path(f"{ROOT}/exports", managers(POST=views.create_export), name="exports"),
    path(ONE, managers(GET=views.read_transfer), name="transfer"),
    path(f"{ONE}/start", managers(POST=views.start_import), name="start"),
    path(f"{ONE}/archive", managers(GET=views.read_archive), name="archive"),
]
