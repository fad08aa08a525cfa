"""The board of an opening, and the list of applications with its bulk acts."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.applications import FAREWELLS, BulkForm, FilterForm
from pult.hiring.models import Application, Opening, Stage
from pult.hiring.types import Reason

LIST = "hiring/applications.html"


@hiring()
def read_board(request: Request, pk: int) -> HttpResponse:
    """The stages as columns."""
    opening = get_object_or_404(Opening.objects.visible_to(request.actor).select_related("department"), pk=pk)
    runs = Opening.objects.run_by(request.actor).filter(pk=pk).exists()
    page = {"board": queries.board(opening, request.actor), "opening": opening, "may_run": runs}
    part = "#columns" if request.headers.get("HX-Request") else ""
    response = render(request, f"hiring/board.html{part}", page)
    response["Vary"] = "HX-Request, Cookie"
    return response


@hiring(*RUNS)
def read_funnel(request: Request, pk: int) -> HttpResponse:
    """How far candidates come, by step and source."""
    opening = get_object_or_404(Opening.objects.run_by(request.actor), pk=pk)
    page = {"opening": opening, "funnel": queries.funnel(opening, request.actor)}
    return render(request, "hiring/funnel.html", page)


@hiring()
def list_applications(request: Request) -> HttpResponse:
    """Applications, as far as one may see them."""
    openings = Opening.objects.visible_to(request.actor).order_by("-pk")
    form = FilterForm(request.GET or None, openings=openings)
    chosen = form.chosen()
    after, before = request.GET.get("after"), request.GET.get("before")
    page = {
        "page": queries.application_list(request.actor, chosen, after=after, before=before),
        "form": form,
        "chosen": chosen,
        "reasons": Reason.choices,
        "farewells": FAREWELLS,
        "stages": Stage.objects.of_opening(chosen.opening).in_order(),
        "may_run": any(request.actor.has(right) for right in RUNS),
    }
    return render(request, LIST, page)


@hiring(*RUNS)
def create_acts(request: Request) -> HttpResponseBase:
    """Move, reject or tag several at once."""
    mine = Application.objects.run_by(request.actor).select_related(
        "candidate", "opening", "stage", "conversation"
    )
    form = BulkForm(request.POST, applications=mine)
    done = operations.act_on(form.cleaned_data, by=request.actor) if form.is_valid() else 0
    told = ngettext("%(count)s application changed.", "%(count)s applications changed.", done) % {
        "count": done
    }
    messages.success(request, told) if done else messages.warning(request, told)
    return redirect(f"{request.path.removesuffix('acts/')}?{request.GET.urlencode()}")
