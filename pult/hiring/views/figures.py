"""Figures over all openings, and the ledger of what scores foretold."""

import csv

from django.http import HttpResponse
from django.shortcuts import render

from pult.foundation.web import Request
from pult.hiring import queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.types import Right


@hiring(*RUNS)
def read_figures(request: Request) -> HttpResponse:
    """How hiring goes."""
    page = {"figures": queries.figures(request.actor), "manages": request.actor.has(Right.MANAGE)}
    return render(request, "hiring/figures.html", page)


@hiring(Right.MANAGE)
def read_predictions(request: Request) -> HttpResponse:
    """The ledger as a file."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="predictions.csv"'
    csv.writer(response).writerows(queries.prediction_rows(request.actor))
    return response
