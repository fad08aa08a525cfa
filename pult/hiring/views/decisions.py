"""Deciding: all evidence on one page, the page of reasons, and candidates side by side."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.decisions import DecisionForm
from pult.hiring.models import Decision
from pult.hiring.reading import read_figures

from .applications import application_of
from .openings import opening_of

PAGE = "hiring/decision.html"
WITH = ("application__candidate", "application__opening", "application__stage")


@hiring(*RUNS)
def read_decision_page(request: Request, pk: int) -> HttpResponse:
    """Everything that is known, by skill; that one has looked is written down."""
    application = application_of(request, pk)
    operations.note_look(application, by=request.actor)
    page = queries.decision_page(application, request.actor)
    return render(request, PAGE, {"page": page, "form": DecisionForm()})


@hiring(*RUNS)
def create_decision(request: Request, pk: int) -> HttpResponseBase:
    """Decide. What was written stays when it is refused."""
    application, form = application_of(request, pk), DecisionForm(request.POST)
    try:
        if form.is_valid():
            decision = operations.decide(application, **form.values(), by=request.actor)
            return redirect("hiring:reasons", pk=decision.pk)
    except DomainError as refusal:
        form.add_error("reasons", str(refusal))
    page = queries.decision_page(application_of(request, pk), request.actor)
    return render(request, PAGE, {"page": page, "form": form}, status=422)


@hiring(*RUNS)
def read_reasons(request: Request, pk: int) -> HttpResponse:
    """What was decided, on which figures, and why."""
    decision = get_object_or_404(Decision.objects.visible_to(request.actor).select_related(*WITH), pk=pk)
    operations.note_look(decision.application, by=request.actor)
    page = {"decision": decision, "figures": read_figures(decision.figures)}
    return render(request, "hiring/reasons.html", page)


@hiring(*RUNS)
def read_comparison(request: Request, pk: int) -> HttpResponse:
    """The candidates of an opening side by side."""
    opening = opening_of(request, pk)
    return render(
        request,
        "hiring/comparison.html",
        {"page": queries.comparison(opening, request.actor), "opening": opening},
    )
