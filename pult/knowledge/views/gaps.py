"""What is missing: gaps and what becomes of them, searches without a result."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.web import Request
from pult.knowledge import gap_pages, operations
from pult.knowledge.models import Gap

from .finding import document_of


def list_gaps(request: Request) -> HttpResponse:
    """What was asked and nothing answers, what is asked most first."""
    return render(request, "knowledge/gaps/list.html", gap_pages.gaps(request.actor, request.GET))


def list_searches(request: Request) -> HttpResponse:
    """What was looked for and not found."""
    page = gap_pages.searches(request.actor, request.GET, timezone.now())
    return render(request, "knowledge/gaps/searches.html", page)


def read_gap(request: Request, pk: int) -> HttpResponse:
    """A gap: what asks alike, and what may answer it."""
    return render(
        request, "knowledge/gaps/gap.html", gap_pages.gap(gap_of(request, pk), request.actor, request.GET)
    )


def create_answer(request: Request, pk: int) -> HttpResponse:
    """This document answers it."""
    gap = gap_of(request, pk)
    number = request.POST.get("document", "")
    if not number.isdecimal():
        raise Invalid(_("Say which document answers it."))
    document = document_of(request, int(number))
    operations.answer_gap(gap, document, alike=alike_of(request), by=request.actor)
    messages.success(request, _("Answered. The document is found by this question from now on."))
    return redirect("gaps:gaps")


def create_dismissal(request: Request, pk: int) -> HttpResponse:
    """Nothing needs to be written for it."""
    operations.dismiss_gap(gap_of(request, pk), alike=alike_of(request), by=request.actor)
    return redirect("gaps:gaps")


def create_reopening(request: Request, pk: int) -> HttpResponse:
    """Put it back on the list."""
    operations.reopen_gap(gap_of(request, pk), by=request.actor)
    return redirect("gaps:gap", pk)


def gap_of(request: Request, pk: int) -> Gap:
    """The gap with this number."""
    seen = Gap.objects.visible_to(request.actor).select_related("document", "settled_by")
    return get_object_or_404(seen, pk=pk)


def alike_of(request: Request) -> list[Gap]:
    """The gaps that somebody ticked to be settled along with it."""
    numbers = [int(one) for one in request.POST.getlist("alike") if one.isdecimal()]
    return list(Gap.objects.visible_to(request.actor).open().filter(pk__in=numbers[:100]).order_by("pk"))
