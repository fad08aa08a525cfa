"""`/app/hiring/`: openings, and everything that is written about them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.openings import OpeningForm
from pult.hiring.models import Opening
from pult.hiring.types import Right

FORM = "hiring/opening_form.html"
ACTS = {
    "request": operations.request_approval,
    "send_back": operations.send_back,
    "publish": operations.publish_opening,
    "pause": operations.pause,
    "close": operations.close,
}


@hiring()
def list_openings(request: Request) -> HttpResponse:
    """The openings that one has to do with."""
    show = request.GET.get("show", "")
    page = queries.opening_list(
        request.actor, show=show, after=request.GET.get("after"), before=request.GET.get("before")
    )
    runs = any(request.actor.has(right) for right in RUNS)
    return render(request, "hiring/openings.html", {"page": page, "show": show, "may_run": runs})


@hiring(*RUNS)
def new_opening(request: Request) -> HttpResponse:
    """An empty form."""
    form = OpeningForm(
        initial={"recruiter": request.actor.person_id, "hiring_manager": request.actor.person_id}
    )
    return render(request, FORM, {"form": form})


@hiring(*RUNS)
def create_opening(request: Request) -> HttpResponseBase:
    """Write an opening."""
    form = OpeningForm(request.POST)
    if not form.is_valid():
        return render(request, FORM, {"form": form}, status=422)
    values = form.values()
    opening = operations.draft_opening(
        form.texts(),
        department=values.pop("department"),
        profile=form.cleaned_data.get("profile"),
        by=request.actor,
        **values,
    )
    return redirect("hiring:opening", pk=opening.pk)


@hiring(*RUNS)
def read_opening(request: Request, pk: int) -> HttpResponse:
    """What it says, and how it stands."""
    opening = opening_of(request, pk)
    page = {
        "opening": opening,
        "form": OpeningForm(opening=opening),
        "may_approve": _may_approve(request, opening),
    }
    return render(request, FORM, page)


@hiring(*RUNS)
def change_opening(request: Request, pk: int) -> HttpResponseBase:
    """Write it anew."""
    opening = opening_of(request, pk)
    form = OpeningForm(request.POST, opening=opening)
    if not form.is_valid():
        page = {"opening": opening, "form": form, "may_approve": _may_approve(request, opening)}
        return render(request, FORM, page, status=422)
    operations.change_opening(opening, form.texts(), by=request.actor, **form.values())
    messages.success(request, _("Saved."))
    return redirect("hiring:opening", pk=pk)


@hiring(*RUNS)
def create_status(request: Request, pk: int) -> HttpResponseBase:
    """Request, send back, publish, pause or close."""
    opening, act = opening_of(request, pk), request.POST.get("act", "")
    if act == "fill":
        operations.close(opening, by=request.actor, is_filled=True)
    elif act in ACTS:
        ACTS[act](opening, by=request.actor)
    else:
        raise Invalid(_("Please choose what to do."))
    return redirect("hiring:opening", pk=pk)


@hiring(Right.MANAGE)
def create_approval(request: Request, pk: int) -> HttpResponseBase:
    """Approve what somebody else has requested."""
    operations.approve(opening_of(request, pk), by=request.actor)
    return redirect("hiring:opening", pk=pk)


def opening_of(request: Request, pk: int) -> Opening:
    """The opening, if this person runs it; 404 otherwise."""
    mine = Opening.objects.run_by(request.actor).select_related("department__calendar", "recruiter")
    return get_object_or_404(mine, pk=pk)


def _may_approve(request: Request, opening: Opening) -> bool:
    return request.actor.has(Right.MANAGE) and opening.requested_by_id != request.actor.person_id
