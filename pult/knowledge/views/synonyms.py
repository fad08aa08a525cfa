"""Words that mean the same, and trying out what a question finds."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.knowledge import operations, synonym_pages
from pult.knowledge.models import Concept
from pult.knowledge.synonym_forms import CertaintyForm, SynonymForm


def list_synonyms(request: Request) -> HttpResponse:
    """The groups of words that mean the same."""
    return render(request, "knowledge/synonyms/list.html", synonym_pages.synonyms(request.actor, request.GET))


def create_synonym(request: Request) -> HttpResponse:
    """One group more."""
    form = SynonymForm(request.POST)
    if form.is_valid():
        try:
            operations.write_concept(form.lines, by=request.actor)
            messages.success(request, _("Saved. Search and the bot know these words from now on."))
            return redirect("synonyms:synonyms")
        except DomainError as refusal:
            form.add_error("words", str(refusal))
    page = synonym_pages.synonyms(request.actor, request.GET, form)
    return render(request, "knowledge/synonyms/list.html", page, status=422)


def read_synonym(request: Request, pk: int) -> HttpResponse:
    """A group to be changed."""
    return render(request, "knowledge/synonyms/group.html", synonym_pages.synonym(concept_of(request, pk)))


def change_synonym(request: Request, pk: int) -> HttpResponse:
    """Other words in a group."""
    concept, form = concept_of(request, pk), SynonymForm(request.POST)
    if form.is_valid():
        try:
            operations.change_concept(concept, form.lines, by=request.actor)
            return redirect("synonyms:synonyms")
        except DomainError as refusal:
            form.add_error("words", str(refusal))
    return render(request, "knowledge/synonyms/group.html", synonym_pages.synonym(concept, form), status=422)


def delete_synonym(request: Request, pk: int) -> HttpResponse:
    """These words do not mean the same."""
    operations.remove_concept(concept_of(request, pk), by=request.actor)
    return redirect("synonyms:synonyms")


def create_restoration(request: Request, pk: int) -> HttpResponse:
    """As it came with Pult."""
    operations.restore_concept(concept_of(request, pk), by=request.actor)
    return redirect("synonyms:synonym", pk)


def read_trial(request: Request) -> HttpResponse:
    """A question, and why it finds what it finds."""
    return render(request, "knowledge/synonyms/trial.html", synonym_pages.trial(request.actor, request.GET))


def change_certainty(request: Request) -> HttpResponse:
    """How sure an answer has to be."""
    form = CertaintyForm(request.POST)
    if form.is_valid():
        operations.change_certainty(form.cleaned_data["value"], by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("synonyms:trial")
    page = synonym_pages.trial(request.actor, request.GET, form)
    return render(request, "knowledge/synonyms/trial.html", page, status=422)


def concept_of(request: Request, pk: int) -> Concept:
    """The group with this number."""
    return get_object_or_404(Concept.objects.visible_to(request.actor), pk=pk)
