"""Writing a scorecard in the browser. Everything happens in its draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.scorecards import operations, pages
from pult.scorecards.models import Criterion, Section, Version

from .cards import scorecard_of


def _draft(request: Request, pk: int) -> Version:
    drafts = Version.objects.visible_to(request.actor).drafts().whole()
    return get_object_or_404(drafts, scorecard=pk)


def _section(request: Request, pk: int, section_pk: int) -> Section:
    return get_object_or_404(_draft(request, pk).sections, pk=section_pk)


def _criterion(request: Request, pk: int, criterion_pk: int) -> Criterion:
    rows = _draft(request, pk).criteria.select_related("skill", "section", "version")
    return get_object_or_404(rows, pk=criterion_pk)


def create_draft(request: Request, pk: int) -> HttpResponse:
    """Write the next version."""
    operations.start_draft(scorecard_of(request, pk), by=request.actor)
    return redirect("scorecards:draft", pk)


def read_draft(request: Request, pk: int) -> HttpResponse:
    """The draft with its sections and criteria."""
    context = pages.draft(_draft(request, pk), request.actor, request.GET)
    return render(request, "scorecards/draft.html", context)


def change_words(request: Request, pk: int) -> HttpResponse:
    """Another title or introduction."""
    draft = _draft(request, pk)
    words = pages.words_of(request.POST, draft.titles, draft.intros)
    operations.change_words(draft, titles=words.titles, intros=words.texts, by=request.actor)
    return pages.back_to_draft(pk, words.language)


def delete_draft(request: Request, pk: int) -> HttpResponse:
    """Throw the draft away."""
    draft = _draft(request, pk)
    operations.discard_draft(draft, by=request.actor)
    messages.success(request, _("The draft is gone. What was published stays as it was."))
    return redirect("scorecards:scorecards") if draft.number == 1 else redirect("scorecards:scorecard", pk)


def create_publication(request: Request, pk: int) -> HttpResponse:
    """Judge with it from now on."""
    operations.publish_draft(_draft(request, pk), by=request.actor)
    messages.success(request, _("Published. This version never changes from now on."))
    return redirect("scorecards:scorecard", pk)


def create_section(request: Request, pk: int) -> HttpResponse:
    """One more section."""
    words = pages.words_of(request.POST, {}, {})
    section = operations.add_section(_draft(request, pk), titles=words.titles, by=request.actor)
    return pages.back_to_draft(pk, words.language, at=f"section-{section.pk}")


def change_section(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Another heading."""
    section = _section(request, pk, section_pk)
    words = pages.words_of(request.POST, section.titles, section.helps)
    operations.change_section(section, titles=words.titles, helps=words.texts, by=request.actor)
    return pages.back_to_draft(pk, words.language, at=f"section-{section.pk}")


def move_section(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Up or down."""
    section = _section(request, pk, section_pk)
    operations.move_section(section, up="up" in request.POST, by=request.actor)
    return pages.back_to_draft(pk, request.POST.get("language", ""), at=f"section-{section.pk}")


def delete_section(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take a section out."""
    operations.drop_section(_section(request, pk, section_pk), by=request.actor)
    return pages.back_to_draft(pk, request.POST.get("language", ""))


def create_criterion(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """One more criterion; its own page comes next."""
    words = pages.words_of(request.POST, {}, {})
    section = _section(request, pk, section_pk)
    criterion = operations.add_criterion(section, titles=words.titles, by=request.actor)
    return pages.to_criterion(pk, criterion.pk, words.language)


def read_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """One criterion, its words in one language at a time."""
    criterion = _criterion(request, pk, criterion_pk)
    return render(request, "scorecards/criterion_form.html", pages.criterion(criterion, request.GET))


def change_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Keep what was written about a criterion."""
    criterion = _criterion(request, pk, criterion_pk)
    form = pages.criterion_form(criterion, request.POST)
    if not form.is_valid():
        page = pages.criterion(criterion, request.POST, form=form)
        return render(request, "scorecards/criterion_form.html", page, status=422)
    operations.change_criterion(criterion, content=form.changed, by=request.actor)
    messages.success(request, _("Saved in the draft."))
    return pages.after_criterion(pk, criterion_pk, request.POST)


def move_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Up or down, over the edge of its section too."""
    criterion = _criterion(request, pk, criterion_pk)
    operations.move_criterion(criterion, up="up" in request.POST, by=request.actor)
    return pages.back_to_draft(pk, request.POST.get("language", ""), at=f"criterion-{criterion.pk}")


def delete_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Ask this no longer."""
    operations.drop_criterion(_criterion(request, pk, criterion_pk), by=request.actor)
    return pages.back_to_draft(pk, request.POST.get("language", ""))
