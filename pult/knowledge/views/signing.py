"""Read and signed: who is asked, who has signed, and the proof as a table."""

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.knowledge import operations, side_pages
from pult.knowledge.forms import AskForm
from pult.knowledge.models import Asking, Revision
from pult.knowledge.queries import signatures

from .finding import document_of


def list_signatures(request: Request, pk: int) -> HttpResponse:
    """Who has signed which version, and who has not."""
    document = document_of(request, pk)
    form = AskForm(actor=request.actor)
    return render(request, "knowledge/signatures.html", side_pages.signatures(document, request.actor, form))


def create_asking(request: Request, pk: int) -> HttpResponse:
    """Ask a department, or everybody, to read and sign."""
    document = document_of(request, pk)
    form = AskForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            operations.ask_for_signatures(document, by=request.actor, **form.cleaned_data)
            return redirect("knowledge:signatures", pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = side_pages.signatures(document, request.actor, form)
    return render(request, "knowledge/signatures.html", context, status=422)


def create_end(request: Request, pk: int, asking_pk: int) -> HttpResponse:
    """Ask no more."""
    document = document_of(request, pk)
    operations.stop_asking(get_object_or_404(Asking, document=document, pk=asking_pk), by=request.actor)
    return redirect("knowledge:signatures", pk)


def create_signature(request: Request, pk: int) -> HttpResponse:
    """Sign what one has read."""
    document = document_of(request, pk)
    given = request.POST.get("read", "")
    seen = Revision.objects.visible_to(request.actor).filter(translation__document=document)
    read = get_object_or_404(seen, pk=int(given) if given.isdecimal() else 0)
    operations.sign(document, by=request.actor, read=read)
    messages.success(request, _("Signed. Thank you for reading."))
    return redirect("knowledge:waiting")


def read_table(request: Request, pk: int) -> HttpResponse:
    """The proof, for keeping elsewhere."""
    document = document_of(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="signatures-{document.pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(side_pages.proof_head())
    writer.writerows(side_pages.harmless(line) for line in signatures.lines(document))
    return response
