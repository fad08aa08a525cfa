"""`/app/hiring/bank/`: the question bank and the role plays."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import escape
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import hiring
from pult.hiring.shelves import SHELVES, Shelf, cyrillic_of, reading
from pult.hiring.types import Right

FORM = "hiring/bank/form.html"


@hiring()
def list_entries(request: Request, shelf: str = "questions") -> HttpResponse:
    """Questions or role plays, as far as they fit the choice."""
    kind = _shelf(shelf)
    form = kind.filter(request.GET or None)
    after, before = request.GET.get("after"), request.GET.get("before")
    page = {
        "page": kind.listed(request.actor, form.chosen(), after=after, before=before),
        "form": form,
        "shelf": kind,
        "counts": queries.counts_of_shelves(request.actor),
        "may_write": request.actor.has(Right.MANAGE),
    }
    return render(request, kind.list_template, page)


@hiring(Right.MANAGE)
def new_entry(request: Request, shelf: str) -> HttpResponse:
    """An empty form."""
    kind = _shelf(shelf)
    return render(request, FORM, {"form": kind.form(), "shelf": kind})


@hiring(Right.MANAGE)
def create_entry(request: Request, shelf: str) -> HttpResponseBase:
    """One of our own."""
    kind = _shelf(shelf)
    form = kind.form(request.POST)
    if not form.is_valid():
        return render(request, FORM, {"form": form, "shelf": kind}, status=422)
    entry = kind.add(form.words(), by=request.actor)
    messages.success(request, _("It is in the bank."))
    return redirect("hiring:bank-entry", shelf=shelf, pk=entry.pk)


@hiring()
def read_entry(request: Request, shelf: str, pk: int) -> HttpResponse:
    """One question or role play, as a page to read."""
    kind = _shelf(shelf)
    entry = _entry(request, kind, pk)
    page = {
        "entry": entry,
        "shelf": kind,
        "may_write": request.actor.has(Right.MANAGE),
        **reading(entry, request.GET.get("in", "")),
    }
    return render(request, kind.entry_template, page)


@hiring(Right.MANAGE)
def edit_entry(request: Request, shelf: str, pk: int) -> HttpResponse:
    """Its words in every language, to be changed."""
    kind = _shelf(shelf)
    entry = _entry(request, kind, pk)
    return render(request, FORM, {"form": kind.form(entry=entry), "shelf": kind, "entry": entry})


@hiring(Right.MANAGE)
def change_entry(request: Request, shelf: str, pk: int) -> HttpResponseBase:
    """In other words."""
    kind = _shelf(shelf)
    entry = _entry(request, kind, pk)
    form = kind.form(request.POST, entry=entry)
    if not form.is_valid():
        return render(request, FORM, {"form": form, "shelf": kind, "entry": entry}, status=422)
    kind.change(entry, form.words(), by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("hiring:bank-entry", shelf=shelf, pk=pk)


@hiring(Right.MANAGE)
def create_retirement(request: Request, shelf: str, pk: int) -> HttpResponseBase:
    """Out of use; what was answered stays."""
    kind = _shelf(shelf)
    kind.retire(_entry(request, kind, pk), by=request.actor)
    messages.success(request, _("It is retired. What was answered stays readable."))
    return redirect("hiring:bank-entry", shelf=shelf, pk=pk)


@hiring(Right.MANAGE)
def delete_retirement(request: Request, shelf: str, pk: int) -> HttpResponseBase:
    """In use again."""
    kind = _shelf(shelf)
    kind.bring_back(_entry(request, kind, pk), by=request.actor)
    return redirect("hiring:bank-entry", shelf=shelf, pk=pk)


@hiring(Right.MANAGE)
def create_original(request: Request, shelf: str, pk: int) -> HttpResponseBase:
    """Back to the words that came with Pult."""
    operations.forget_words(_entry(request, _shelf(shelf), pk), by=request.actor)
    return redirect("hiring:bank-entry", shelf=shelf, pk=pk)


@hiring(Right.MANAGE)
def create_cyrillic(request: Request) -> HttpResponse:
    """What Cyrillic makes of a text while it is written."""
    return HttpResponse(escape(cyrillic_of(request.POST.dict())))


def _shelf(name: str) -> Shelf:
    if name not in SHELVES:
        raise Http404
    return SHELVES[name]


def _entry(request: Request, shelf: Shelf, pk: int) -> Any:
    return get_object_or_404(shelf.model.objects.visible_to(request.actor).with_skills(), pk=pk)
