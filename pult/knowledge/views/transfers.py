"""Import and export: handing in, looking through, bringing in, taking along."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from pult.foundation.errors import DomainError
from pult.foundation.files import serving
from pult.foundation.web import Request
from pult.knowledge import operations, transfer_pages
from pult.knowledge.models import Transfer
from pult.knowledge.transfer_forms import ExportForm, ImportForm
from pult.knowledge.types.carrying import Direction


def list_transfers(request: Request) -> HttpResponse:
    """What came in and went out, and the forms for more."""
    return render(
        request, "knowledge/transfers/list.html", transfer_pages.transfers(request.actor, request.GET)
    )


def create_import(request: Request) -> HttpResponse:
    """Hand something in; nothing is brought in before somebody has looked through what would become of it."""
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = operations.ask_for_import(file.file, name=file.name, terms=form.terms, by=request.actor)
            return redirect("transfers:transfer", made.pk)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
    page = transfer_pages.transfers(request.actor, request.GET, form)
    return render(request, "knowledge/transfers/list.html", page, status=422)


def create_export(request: Request) -> HttpResponse:
    """Ask for documents as files."""
    made = operations.ask_for_export(**ExportForm(request.POST).chosen, by=request.actor)
    return redirect("transfers:transfer", made.pk)


def read_transfer(request: Request, pk: int) -> HttpResponse:
    """What would become, or became, of every document; the part that changes on demand."""
    name = "knowledge/transfer_part.html" if request.htmx else "knowledge/transfers/transfer.html"
    return render(request, name, transfer_pages.transfer(transfer_of(request, pk)))


def start_import(request: Request, pk: int) -> HttpResponse:
    """Bring in what was looked through."""
    operations.start_import(transfer_of(request, pk), by=request.actor)
    return redirect("transfers:transfer", pk)


def read_archive(request: Request, pk: int) -> HttpResponseBase:
    """The archive that was made, to take along."""
    transfer = transfer_of(request, pk)
    if transfer.file is None or transfer.direction != Direction.OUT:
        raise Http404
    return serving.answer(request, serving.Named(transfer.file, transfer.name))


def transfer_of(request: Request, pk: int) -> Transfer:
    """The import or export with this number."""
    return get_object_or_404(Transfer.objects.visible_to(request.actor).select_related("by", "file"), pk=pk)
