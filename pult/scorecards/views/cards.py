"""The list of scorecards, one of them, its versions, and how far raters agree with it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pult.foundation.web import Request
from pult.scorecards import operations, pages
from pult.scorecards.forms import NewScorecardForm
from pult.scorecards.models import Scorecard, Version
from pult.scorecards.queries import assessing
from pult.skills.types import Source


def scorecard_of(request: Request, pk: int) -> Scorecard:
    """The scorecard with this number, if the reader may see it."""
    return get_object_or_404(Scorecard.objects.visible_to(request.actor), pk=pk)


def version_of(request: Request, pk: int, number: int) -> Version:
    """A version of a scorecard, whole."""
    return get_object_or_404(Version.objects.visible_to(request.actor).whole(), scorecard=pk, number=number)


def list_scorecards(request: Request) -> HttpResponse:
    """Every scorecard, or those that were put away."""
    return render(request, "scorecards/list.html", pages.everything(request.actor, request.GET))


def new_scorecard(request: Request) -> HttpResponse:
    """A title to begin with."""
    return render(request, "scorecards/new.html", pages.beginning(NewScorecardForm()))


def create_scorecard(request: Request) -> HttpResponse:
    """Begin a scorecard and go on to its draft."""
    form = NewScorecardForm(request.POST)
    if not form.is_valid():
        return render(request, "scorecards/new.html", pages.beginning(form), status=422)
    titles = {pages.own_language(): form.cleaned_data["title"]}
    source = Source(form.cleaned_data["source"])
    draft = operations.start_scorecard(titles, source=source, by=request.actor)
    return redirect("scorecards:draft", draft.scorecard_id)


def read_scorecard(request: Request, pk: int) -> HttpResponse:
    """A scorecard with its versions."""
    scorecard = scorecard_of(request, pk)
    return render(request, "scorecards/scorecard.html", pages.overview(scorecard, request.actor))


def read_version(request: Request, pk: int, number: int) -> HttpResponse:
    """A version as raters see it."""
    version = version_of(request, pk, number)
    context = {**pages.frame(version.scorecard, request.actor), "sheet": assessing.preview(version)}
    return render(request, "scorecards/version.html", context)


def read_changes(request: Request, pk: int) -> HttpResponse:
    """What is different between two versions."""
    scorecard = scorecard_of(request, pk)
    return render(
        request, "scorecards/changes.html", pages.differences(scorecard, request.actor, request.GET)
    )


def read_agreement(request: Request, pk: int) -> HttpResponse:
    """How far raters agree with a version."""
    scorecard = scorecard_of(request, pk)
    context = pages.agreement(scorecard, request.actor, request.GET)
    return render(request, "scorecards/agreement.html", context)


def create_storage(request: Request, pk: int) -> HttpResponse:
    """Put a scorecard away, or take it out again."""
    scorecard = scorecard_of(request, pk)
    verb = operations.take_out if scorecard.archived_at else operations.put_away
    verb(scorecard, by=request.actor)
    return redirect("scorecards:scorecard", pk)
