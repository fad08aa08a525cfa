"""Addresses of words that mean the same."""

from django.urls import path

from .urls import managers
from .views import synonyms as views

app_name = "synonyms"
ROOT = "app/knowledge/synonyms"
GROUP = f"{ROOT}/<int:pk>"

urlpatterns = [
    path(f"{ROOT}/", managers(GET=views.list_synonyms, POST=views.create_synonym), name="synonyms"),
    path(f"{ROOT}/trial", managers(GET=views.read_trial), name="trial"),
    path(f"{ROOT}/certainty", managers(POST=views.change_certainty), name="certainty"),
    path(GROUP, managers(GET=views.read_synonym, POST=views.change_synonym), name="synonym"),
    path(f"{GROUP}/removal", managers(POST=views.delete_synonym), name="removal"),
    path(f"{GROUP}/restoration", managers(POST=views.create_restoration), name="restoration"),
]
