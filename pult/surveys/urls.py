"""Addresses of surveys."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View

from . import views
from .types import Right

app_name = "surveys"
ROOT = "app/surveys"
ONE = f"{ROOT}/<int:pk>"
QUESTION = f"{ONE}/questions/<int:question>"


def made(**verbs: View) -> View:
    """A page for those who make surveys."""
    return needs(Right.MANAGE)(resource(**verbs))


def read(**verbs: View) -> View:
    """A page for those who read results."""
    return needs(Right.READ_RESULTS)(resource(**verbs))


urlpatterns = [
    path(f"{ROOT}/", read(GET=views.list_surveys), name="surveys"),
    path(f"{ROOT}/new", made(POST=views.create_survey), name="new"),
    path(f"{ROOT}/ready/<slug:key>", made(POST=views.take_ready), name="ready"),
    path(f"{ONE}/", made(GET=views.read_survey), name="survey"),
    path(f"{ONE}/preview", made(GET=views.read_preview), name="preview"),
    path(f"{ONE}/draft", made(POST=views.create_draft), name="draft"),
    path(f"{ONE}/publication", made(POST=views.create_publication), name="publication"),
    path(f"{ONE}/texts", made(POST=views.change_texts), name="texts"),
    path(f"{ONE}/rules", made(GET=views.read_rules, POST=views.change_rules), name="rules"),
    path(f"{ONE}/archive", made(POST=views.archive_survey), name="archive"),
    path(f"{ONE}/questions", made(POST=views.create_question), name="questions"),
    path(QUESTION, made(POST=views.change_question), name="question"),
    path(f"{QUESTION}/place", made(POST=views.move_question), name="place"),
    path(f"{QUESTION}/removal", made(POST=views.delete_question), name="removal"),
    path(f"{ONE}/sending", made(GET=views.read_sending, POST=views.create_wave), name="sending"),
    path(f"{ONE}/waves/<int:number>/closure", made(POST=views.close_wave), name="closure"),
    path(f"{ONE}/results", read(GET=views.read_results), name="results"),
    path(f"{ONE}/results.<slug:format>", read(GET=views.export_results), name="export"),
]
