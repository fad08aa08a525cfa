"""Addresses of contact forms."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View
from pult.inboxes.types import Right

from .views import building, public

app_name = "forms"
ROOT = "app/settings/forms"


def page(**verbs: View) -> View:
    """A page for those who build forms."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path("form.js", resource(GET=public.read_program), name="program"),
    path("forms/<slug:key>", resource(GET=public.choose_language), name="choose"),
    # A signed ticket stands in for the cookie, which frames in other pages do not have.
    path(
        "forms/<slug:key>/<slug:locale>",
        csrf_exempt(resource(GET=public.read_form, POST=public.create_submission)),
        name="form",
    ),
    path("forms/<slug:key>/<slug:locale>/thanks", resource(GET=public.read_thanks), name="thanks"),
    path(
        "forms/<slug:key>/<slug:locale>/suggestions",
        resource(GET=public.list_suggestions),
        name="suggestions",
    ),
    path(
        "forms/<slug:key>/<slug:locale>/notes", csrf_exempt(resource(POST=public.create_note)), name="notes"
    ),
    path(ROOT, page(GET=building.list_forms, POST=building.create_form), name="list"),
    path(f"{ROOT}/new", page(GET=building.new_form), name="new"),
    path(f"{ROOT}/<int:pk>", page(GET=building.edit_form, POST=building.change_form), name="edit"),
    path(f"{ROOT}/<int:pk>/fields", page(GET=building.new_field, POST=building.create_field), name="fields"),
    path(f"{ROOT}/fields/<int:pk>", page(GET=building.edit_field, POST=building.change_field), name="field"),
    path(f"{ROOT}/fields/<int:pk>/place", page(POST=building.change_place), name="field-place"),
    path(f"{ROOT}/fields/<int:pk>/removal", page(POST=building.delete_field), name="field-removal"),
]
