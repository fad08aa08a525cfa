"""Reading: the handbook, one document, what waits for one's signature."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pult.foundation.web import Request
from pult.knowledge import addresses, pages
from pult.knowledge.models import Translation
from pult.knowledge.queries.reading import best
from pult.knowledge.types import ANYBODY, Reader, Right

from .finding import document_of


def read_handbook(request: Request) -> HttpResponse:
    """What the staff reads, by category."""
    return render(request, "knowledge/handbook.html", pages.handbook(request.actor, request.GET))


def list_waiting(request: Request) -> HttpResponse:
    """What one has still to read and sign."""
    return render(request, "knowledge/waiting.html", pages.waiting(request.actor))


def read_document(request: Request, pk: int) -> HttpResponse:
    """A document as it was published, or its draft for those who write while nothing is published."""
    document = document_of(request, pk)
    return render(request, "knowledge/reading.html", pages.reading(document, request.actor, request.GET))


def find_document(request: Request, pk: int) -> HttpResponse:
    """Where a link in a text leads: the staff's page for the staff, the public one for everybody else."""
    if request.actor.has(Right.READ):
        return redirect("knowledge:reading", document_of(request, pk).pk)
    reader = Reader(actor=request.actor, customer_id=ANYBODY.customer_id)
    found = Translation.objects.readable_by(reader).filter(document=pk).select_related("document")
    shown = best(found, get_language() or "en")
    address = addresses.public_address(shown) if shown else ""
    if not address:
        raise Http404
    return redirect(address)
