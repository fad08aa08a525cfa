"""The list of documents, a new one, and what is said about one: translations, properties, links."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.knowledge import operations, pages, side_pages
from pult.knowledge.forms import NewDocumentForm, PropertiesForm
from pult.knowledge.models import Document, Gap
from pult.knowledge.types import DocumentKind

from .finding import document_of


def list_documents(request: Request) -> HttpResponse:
    """Documents, the latest changes first."""
    if request.htmx:
        return render(request, "knowledge/rows.html", pages.listing_rows(request.actor, request.GET))
    return render(request, "knowledge/documents.html", pages.documents(request.actor, request.GET))


def new_document(request: Request) -> HttpResponse:
    """What kind, and a title to begin with."""
    kind = request.GET.get("kind", "")
    if kind not in DocumentKind.values or kind == DocumentKind.SCRIPT:
        return render(request, "knowledge/kinds.html", pages.kinds())
    form = NewDocumentForm(actor=request.actor, kind=kind, initial=pages.first_values(kind, request.GET))
    return render(request, "knowledge/new.html", pages.beginning(form, kind))


def create_document(request: Request) -> HttpResponse:
    """Begin a document and go on to write it."""
    kind = request.GET.get("kind", DocumentKind.ARTICLE)
    form = NewDocumentForm(request.POST, actor=request.actor, kind=kind)
    if not form.is_valid():
        return render(request, "knowledge/new.html", pages.beginning(form, kind), status=422)
    given = form.cleaned_data
    try:
        made = operations.write(given.pop("title"), kind=kind, by=request.actor, **given)
        _begin_answer(request, made.document)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return render(request, "knowledge/new.html", pages.beginning(form, kind), status=422)
    return redirect("knowledge:draft", made.document_id, made.language)


def _begin_answer(request: Request, document: Document) -> None:
    """It is written for a question that nothing answered."""
    number = request.GET.get("gap", "")
    gap = Gap.objects.visible_to(request.actor).filter(pk=number).first() if number.isdecimal() else None
    if gap is not None:
        operations.begin_answer(gap, document, by=request.actor)


def list_translations(request: Request, pk: int) -> HttpResponse:
    """How a document stands in every language."""
    document = document_of(request, pk)
    return render(request, "knowledge/translations.html", pages.translations(document, request.actor))


def create_translation(request: Request, pk: int) -> HttpResponse:
    """Begin a document in another language, beside the first one."""
    document = document_of(request, pk)
    made = operations.translate(document, request.POST.get("language", ""), by=request.actor)
    return redirect("knowledge:draft", made.document_id, made.language)


def read_properties(request: Request, pk: int) -> HttpResponse:
    """Whose a document is, who reads it, when it is reviewed."""
    document = document_of(request, pk)
    return render(request, "knowledge/properties.html", pages.properties(document, request.actor))


def change_properties(request: Request, pk: int) -> HttpResponse:
    """Change what is said about a document."""
    document = document_of(request, pk)
    form = PropertiesForm(request.POST, actor=request.actor, kind=document.kind)
    if form.is_valid():
        try:
            given = {**form.cleaned_data, "also_asked": form.lines}
            operations.change_document(document, by=request.actor, **given)
            messages.success(request, _("Saved."))
            return redirect("knowledge:properties", pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = pages.properties(document, request.actor, form)
    return render(request, "knowledge/properties.html", context, status=422)


def create_review(request: Request, pk: int) -> HttpResponse:
    """Confirm that a document still holds."""
    document = document_of(request, pk)
    operations.confirm_review(document, by=request.actor)
    messages.success(request, pages.reviewed(document))
    return redirect("knowledge:reading", pk)


def create_storage(request: Request, pk: int) -> HttpResponse:
    """Put a document away, or take it out again."""
    document = document_of(request, pk)
    verb = operations.take_out if document.archived_at else operations.put_away
    verb(document, by=request.actor)
    return redirect("knowledge:properties", pk)


def list_links(request: Request, pk: int) -> HttpResponse:
    """What a document refers to, and what refers to it."""
    document = document_of(request, pk)
    return render(request, "knowledge/links.html", side_pages.links(document, request.actor))
