"""Addresses of skills."""

from django.urls import path

from pult.foundation.web import needs, resource

from . import views
from .types import Right

reads = needs(Right.READ)
manages = needs(Right.MANAGE)

app_name = "skills"
ROOT = "app/skills"
PERSON = f"{ROOT}/people/<int:pk>"
SKILL = f"{ROOT}/catalogue/<int:pk>"
PROFILE = f"{ROOT}/profiles/<int:pk>"

urlpatterns = [
    path(f"{ROOT}/", reads(resource(GET=views.list_people)), name="people"),
    path(f"{ROOT}/own", reads(resource(GET=views.read_own)), name="own"),
    path(PERSON, reads(resource(GET=views.read_person)), name="person"),
    path(f"{PERSON}/<slug:key>", reads(resource(GET=views.read_ledger)), name="ledger"),
    path(
        f"{ROOT}/catalogue",
        reads(resource(GET=views.list_skills, POST=manages(views.create_skill))),
        name="catalogue",
    ),
    path(SKILL, manages(resource(GET=views.read_skill, POST=views.change_skill)), name="skill"),
    path(f"{SKILL}/retirement", manages(resource(POST=views.retire_skill)), name="retirement"),
    path(f"{SKILL}/use", manages(resource(POST=views.bring_back_skill)), name="use"),
    path(f"{SKILL}/removal", manages(resource(POST=views.delete_skill)), name="removal"),
    path(
        f"{ROOT}/profiles",
        reads(resource(GET=views.list_profiles, POST=manages(views.create_profile))),
        name="profiles",
    ),
    path(PROFILE, manages(resource(GET=views.read_profile, POST=views.change_profile)), name="profile"),
    path(f"{PROFILE}/copy", manages(resource(POST=views.copy_profile)), name="profile_copy"),
    path(f"{PROFILE}/removal", manages(resource(POST=views.delete_profile)), name="profile_removal"),
]
