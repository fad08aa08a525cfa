"""The public pages: the survey behind a signed link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pult.portal.links import Opened, survey_link
from pult.portal.surveys import survey_page, take


@survey_link
def read_survey(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The questions, or thanks; nothing is recorded by looking."""
    return render(request, "portal/survey.html", {"page": survey_page(request, opened)})


@survey_link
def create_answers(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Answers by hand, or by the script of a page that somebody looks at after a click in the mail."""
    return take(request, opened)
