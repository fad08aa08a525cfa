"""Addresses of guided scripts."""

from django.urls import path

from pult.foundation.web import needs, resource

from .types import Right
from .views import scripts as views

reads = needs(Right.READ)
writes = needs(Right.WRITE)
publishes = needs(Right.PUBLISH)

app_name = "scripts"
ROOT = "app/knowledge/scripts"
SCRIPT = f"{ROOT}/<int:pk>"
STEP = f"{SCRIPT}/steps/<slug:key>"

urlpatterns = [
    path(
        f"{ROOT}/", reads(resource(GET=views.list_scripts, POST=writes(views.create_script))), name="scripts"
    ),
    path(SCRIPT, reads(resource(GET=views.read_script)), name="script"),
    path(f"{SCRIPT}/steps", writes(resource(POST=views.create_step)), name="steps"),
    path(STEP, writes(resource(GET=views.read_step, POST=views.change_step)), name="step"),
    path(f"{STEP}/place", writes(resource(POST=views.create_place)), name="place"),
    path(f"{STEP}/removal", writes(resource(POST=views.delete_step)), name="removal"),
    path(f"{SCRIPT}/publication", publishes(resource(POST=views.create_publication)), name="publication"),
    path(f"{SCRIPT}/play", reads(resource(GET=views.play_script)), name="play"),
]
