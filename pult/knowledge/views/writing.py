"""Writing: the draft and its savings, files, publishing."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.web import Request
from pult.knowledge import operations, writing
from pult.knowledge.errors import ChangedElsewhere
from pult.knowledge.files import address_of
from pult.knowledge.forms import PublishForm
from pult.knowledge.markdown import render as to_html

from .finding import document_of, translation_of


def read_draft(request: Request, pk: int, language: str) -> HttpResponse:
    """The editor, with the first language beside it where another one is written."""
    translation = translation_of(request, pk, language)
    return render(request, "knowledge/writing.html", writing.page(translation, request.actor))


def save_draft(request: Request, pk: int, language: str) -> HttpResponse:
    """Keep what was typed; a draft saved elsewhere in between is told, and nothing is lost."""
    translation = translation_of(request, pk, language)
    try:
        draft = writing.save(request, translation)
    except ChangedElsewhere as conflict:
        return writing.told(request, translation, conflict)
    if writing.is_script(request):
        return JsonResponse({"seen": draft.version})
    return redirect("knowledge:draft", pk, language)


def create_publication(request: Request, pk: int, language: str) -> HttpResponse:
    """Save what stands in the editor and make it what readers see."""
    translation = translation_of(request, pk, language)
    form = PublishForm(request.POST)
    try:
        writing.save_if_given(request, translation)
    except ChangedElsewhere as conflict:
        return writing.told(request, translation, conflict)
    if not form.is_valid():
        raise Invalid(_("Say how much is new."))
    operations.publish(translation, by=request.actor, **form.cleaned_data)
    messages.success(request, _("Published."))
    return redirect("knowledge:reading", pk)


def create_withdrawal(request: Request, pk: int, language: str) -> HttpResponse:
    """Take a text away from its readers."""
    operations.withdraw(translation_of(request, pk, language), by=request.actor)
    return redirect("knowledge:draft", pk, language)


def create_discarding(request: Request, pk: int, language: str) -> HttpResponse:
    """Throw the draft away."""
    is_gone = operations.discard_draft(translation_of(request, pk, language), by=request.actor)
    return redirect("knowledge:documents") if is_gone else redirect("knowledge:reading", pk)


def create_confirmation(request: Request, pk: int, language: str) -> HttpResponse:
    """Say that a translation still says the same as the first language."""
    operations.confirm_current(translation_of(request, pk, language), by=request.actor)
    return redirect("knowledge:translations", pk)


def create_file(request: Request, pk: int) -> HttpResponse:
    """Put pictures or other files into a document; the answer is what to write into the text."""
    document = document_of(request, pk)
    given = request.FILES.getlist("files")[:20]
    kept = [operations.add_file(document, by=request.actor, **writing.file_of(one)) for one in given]
    answer = [{"href": address_of(one), "name": one.name, "picture": one.file.is_picture} for one in kept]
    return JsonResponse({"files": answer})


def create_preview(request: Request) -> HttpResponse:
    """What readers would see of a text in Markdown."""
    html = to_html(request.POST.get("body", ""), language=request.POST.get("language") or None)
    return render(request, "knowledge/preview.html", {"html": html})
