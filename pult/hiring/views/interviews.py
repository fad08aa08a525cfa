"""Arranging interviews."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.applications import InterviewForm
from pult.hiring.models import Application, Interview
from pult.hiring.templatetags.hiring import in_zone

from .applications import application_of

FORM = "hiring/interview_form.html"


@hiring(*RUNS)
def new_interview(request: Request, pk: int) -> HttpResponse:
    """Times at which everybody is free."""
    application = application_of(request, pk)
    panel = list(application.stage.raters.all()) or [one.person for one in application.assignments.all()]
    minutes = application.stage.minutes or 60
    begin = {"interviewers": panel, "minutes": minutes}
    form = InterviewForm(initial=begin, times=_times(application, panel, minutes))
    return render(request, FORM, {"application": application, "form": form})


@hiring(*RUNS)
def create_interview(request: Request, pk: int) -> HttpResponseBase:
    """Offer times."""
    application = application_of(request, pk)
    chosen = [(value, value) for value in request.POST.getlist("times")]
    form = InterviewForm(request.POST, times=chosen)
    if not form.is_valid():
        return render(request, FORM, {"application": application, "form": form}, status=422)
    given = form.cleaned_data
    times = [*given.pop("times"), *given.pop("other")]
    operations.offer_times(application, times=times, by=request.actor, **given)
    messages.success(request, _("The candidate can choose a time now."))
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def delete_interview(request: Request, pk: int, interview: int) -> HttpResponseBase:
    """Call it off."""
    application = application_of(request, pk)
    found = get_object_or_404(
        Interview.objects.visible_to(request.actor), pk=interview, application=application
    )
    operations.cancel_interview(found, by=request.actor)
    return redirect("hiring:application", pk=pk)


def _times(application: Application, panel: list[Person], minutes: int) -> list[tuple[str, str]]:
    zone = queries.zone_of(application.opening)
    times: list[datetime] = queries.suggested_times(
        application.opening, panel, minutes=minutes, at=timezone.now()
    )
    return [(moment.isoformat(), in_zone(moment, zone)) for moment in times[:60]]
