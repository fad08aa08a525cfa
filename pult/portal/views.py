"""The public pages: the survey behind a signed link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from pult.feedback import operations as feedback
from pult.feedback.models import SurveyInvitation

from .forms import CommentForm, RatingForm
from .links import survey_link
from .surveys import is_too_soon, survey_page


@survey_link
def read_survey(request: HttpRequest, invitation: SurveyInvitation, token: str) -> HttpResponse:
    """The five faces, or thanks; nothing is recorded by looking."""
    asked, confirm = request.GET.get("score", ""), "confirm" in request.GET
    page = survey_page(invitation, token, asked=asked, confirm=confirm)
    return render(request, "portal/survey.html", {"page": page, "form": CommentForm()})


@survey_link
def create_rating(request: HttpRequest, invitation: SurveyInvitation, token: str) -> HttpResponse:
    """One of the five, by hand or by the script of a page that somebody looks at."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        return redirect("portal:survey", token=token)
    score, automatic = form.cleaned_data["score"], form.cleaned_data["automatic"]
    if automatic and is_too_soon(invitation, timezone.now()):
        query = urlencode({"score": int(score), "confirm": 1})
        return redirect(f"{request.path.removesuffix('/rating')}?{query}")
    feedback.rate(invitation, score, by=invitation.customer.actor, only_first=automatic)
    return redirect("portal:survey", token=token)


@survey_link
def create_comment(request: HttpRequest, invitation: SurveyInvitation, token: str) -> HttpResponse:
    """Some words about it."""
    form = CommentForm(request.POST)
    if not form.is_valid() or not hasattr(invitation, "rating"):
        page = survey_page(invitation, token, asked="", confirm=True)
        return render(request, "portal/survey.html", {"page": page, "form": form}, status=422)
    feedback.comment(invitation, form.cleaned_data["comment"], by=invitation.customer.actor)
    return redirect("portal:survey", token=token)
