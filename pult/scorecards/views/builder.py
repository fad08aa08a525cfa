"""Writing a scorecard in the browser. Everything happens in its draft."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.scorecards import drafting, operations
from pult.scorecards.models import Criterion, Section, Version

from .cards import scorecard_of


def _find_draft(request: Request, pk: int) -> Version | None:
    return Version.objects.visible_to(request.actor).drafts().whole().filter(scorecard=pk).first()


def _draft(request: Request, pk: int) -> Version:
    drafts = Version.objects.visible_to(request.actor).drafts().whole()
    return get_object_or_404(drafts, scorecard=pk)


def _left_over(request: Request, pk: int) -> HttpResponse:
    """Somebody took the place away in which this was written: show it once more, so that it can be copied."""
    page = drafting.left_over(scorecard_of(request, pk), request.POST)
    return render(request, "scorecards/left_over.html", page, status=409)


def _section(request: Request, pk: int, section_pk: int) -> Section:
    return get_object_or_404(_draft(request, pk).sections, pk=section_pk)


def _criterion(request: Request, pk: int, criterion_pk: int) -> Criterion:
    return get_object_or_404(_criteria(_draft(request, pk)), pk=criterion_pk)


def _criteria(draft: Version) -> QuerySet[Criterion]:
    return draft.criteria.select_related("skill", "section", "version__scorecard")


def create_draft(request: Request, pk: int) -> HttpResponse:
    """Write the next version."""
    operations.start_draft(scorecard_of(request, pk), by=request.actor)
    return redirect("scorecards:draft", pk)


def read_draft(request: Request, pk: int) -> HttpResponse:
    """The draft with its sections and criteria."""
    context = drafting.draft(_draft(request, pk), request.actor, request.GET)
    return render(request, "scorecards/draft.html", context)


def change_words(request: Request, pk: int) -> HttpResponse:
    """Another title or introduction."""
    draft = _find_draft(request, pk)
    if draft is None:
        return _left_over(request, pk)
    seen = draft.titles, draft.intros
    form = drafting.words_form(request.POST, *seen)
    if form.is_overtaken:
        page = drafting.draft(draft, request.actor, request.POST, typed=form)
        return render(request, "scorecards/draft.html", page, status=409)
    words = drafting.words_of(request.POST, *seen)
    operations.change_words(draft, titles=words.titles, intros=words.texts, over=seen, by=request.actor)
    return drafting.back_to_draft(pk, words.language)


def delete_draft(request: Request, pk: int) -> HttpResponse:
    """Throw the draft away."""
    draft = _draft(request, pk)
    operations.discard_draft(draft, seen=request.POST.get("seen", ""), by=request.actor)
    messages.success(request, _("The draft is gone. What was published stays as it was."))
    return redirect("scorecards:scorecards") if draft.number == 1 else redirect("scorecards:scorecard", pk)


def create_publication(request: Request, pk: int) -> HttpResponse:
    """Judge with it from now on."""
    seen = request.POST.get("seen", "")
    operations.publish_draft(_draft(request, pk), seen=seen, by=request.actor)
    messages.success(request, _("Published. This version never changes from now on."))
    return redirect("scorecards:scorecard", pk)


def create_section(request: Request, pk: int) -> HttpResponse:
    """One more section."""
    draft = _draft(request, pk)
    words = drafting.words_of(request.POST, {}, {})
    section = operations.add_section(draft, titles=words.titles, by=request.actor)
    return drafting.back_to_draft(pk, words.language, at=f"section-{section.pk}")


def change_section(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Another heading."""
    draft = _find_draft(request, pk)
    section = draft.sections.filter(pk=section_pk).first() if draft else None
    if draft is None or section is None:
        return _left_over(request, pk)
    seen = section.titles, section.helps
    form = drafting.words_form(request.POST, *seen, of=section_pk)
    if form.is_overtaken:
        page = drafting.draft(draft, request.actor, request.POST, typed=form, of=section_pk)
        return render(request, "scorecards/draft.html", page, status=409)
    words = drafting.words_of(request.POST, *seen)
    operations.change_section(section, titles=words.titles, helps=words.texts, over=seen, by=request.actor)
    return drafting.back_to_draft(pk, words.language, at=f"section-{section_pk}")


def move_section(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Up or down."""
    section = _section(request, pk, section_pk)
    operations.move_section(section, up="up" in request.POST, by=request.actor)
    return drafting.back_to_draft(pk, request.POST.get("language", ""), at=f"section-{section.pk}")


def delete_section(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """Take a section out."""
    seen = request.POST.get("seen", "")
    operations.drop_section(_section(request, pk, section_pk), seen=seen, by=request.actor)
    return drafting.back_to_draft(pk, request.POST.get("language", ""))


def create_criterion(request: Request, pk: int, section_pk: int) -> HttpResponse:
    """One more criterion; its own page comes next."""
    section = _section(request, pk, section_pk)
    words = drafting.words_of(request.POST, {}, {})
    criterion = operations.add_criterion(section, titles=words.titles, by=request.actor)
    return drafting.to_criterion(pk, criterion.pk, words.language)


def read_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """One criterion, its words in one language at a time."""
    criterion = _criterion(request, pk, criterion_pk)
    return render(request, "scorecards/criterion_form.html", drafting.criterion(criterion, request.GET))


def change_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Keep what was written about a criterion."""
    draft = _find_draft(request, pk)
    criterion = _criteria(draft).filter(pk=criterion_pk).first() if draft else None
    if criterion is None:
        return _left_over(request, pk)
    form = drafting.criterion_form(criterion, request.POST)
    if not form.is_valid() or form.is_overtaken:
        page = drafting.criterion(criterion, request.POST, form=form)
        return render(request, "scorecards/criterion_form.html", page, status=form.refused_with)
    operations.change_criterion(criterion, content=form.changed, over=form.content, by=request.actor)
    messages.success(request, _("Saved in the draft."))
    return drafting.after_criterion(pk, criterion_pk, request.POST)


def move_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Up or down, over the edge of its section too."""
    criterion = _criterion(request, pk, criterion_pk)
    operations.move_criterion(criterion, up="up" in request.POST, by=request.actor)
    return drafting.back_to_draft(pk, request.POST.get("language", ""), at=f"criterion-{criterion.pk}")


def delete_criterion(request: Request, pk: int, criterion_pk: int) -> HttpResponse:
    """Ask this no longer."""
    seen = request.POST.get("seen", "")
    operations.drop_criterion(_criterion(request, pk, criterion_pk), seen=seen, by=request.actor)
    return drafting.back_to_draft(pk, request.POST.get("language", ""))
