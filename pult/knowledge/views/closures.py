"""Announcing closures: the list, the announcement with its words, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.knowledge import operations
from pult.knowledge.closure_forms import LANGUAGES, ClosureForm, WordsForm
from pult.knowledge.models import Closure
from pult.knowledge.pages import area_tabs
from pult.knowledge.queries import closures as queries
from pult.knowledge.types import Right


def list_closures(request: Request) -> HttpResponse:
    """What holds now, what comes, what is over."""
    page = {
        "board": queries.board(request.actor, at=timezone.now()),
        "may_announce": request.actor.has(Right.PUBLISH),
        "tabs": area_tabs(request.actor, "closures"),
    }
    return render(request, "knowledge/closures/index.html", page)


def new_closure(request: Request) -> HttpResponse:
    """An empty announcement."""
    form = ClosureForm(actor=request.actor)
    return render(request, "knowledge/closures/new.html", {"form": form, "crumbs": _crumbs()})


def create_closure(request: Request) -> HttpResponse:
    """Prepare it: its words come next, and nobody hears of it yet."""
    form = ClosureForm(request.POST, actor=request.actor)
    if not form.is_valid():
        page = {"form": form, "crumbs": _crumbs()}
        return render(request, "knowledge/closures/new.html", page, status=422)
    given = form.values
    closure = operations.draft_closure(given.pop("kind"), **given, by=request.actor)
    return redirect("closures:closure", closure.pk)


def read_closure(request: Request, pk: int) -> HttpResponse:
    """An announcement: its words in four languages, and what it touches."""
    closure = _closure(request, pk)
    return render(request, "knowledge/closures/closure.html", _page(request, closure))


def change_closure(request: Request, pk: int) -> HttpResponse:
    """Other words."""
    closure = _closure(request, pk)
    form = WordsForm(request.POST, closure=closure)
    if not form.is_valid():
        return render(request, "knowledge/closures/closure.html", _page(request, closure, form), status=422)
    operations.word_closure(closure, form.texts, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("closures:closure", pk)


def create_announcement(request: Request, pk: int) -> HttpResponse:
    """Tell everybody."""
    operations.announce_closure(_closure(request, pk), by=request.actor)
    messages.success(request, _("It is announced; it begins and ends by itself."))
    return redirect("closures:closure", pk)


def create_withdrawal(request: Request, pk: int) -> HttpResponse:
    """Be there after all."""
    operations.withdraw_closure(_closure(request, pk), by=request.actor)
    messages.success(request, _("It is taken back; opening hours are as before."))
    return redirect("closures:closure", pk)


def delete_closure(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    operations.drop_closure(_closure(request, pk), by=request.actor)
    return redirect("closures:closures")


def _closure(request: Request, pk: int) -> Closure:
    rows = Closure.objects.visible_to(request.actor).prefetch_related("departments")
    return get_object_or_404(rows, pk=pk)


def _page(request: Request, closure: Closure, form: WordsForm | None = None) -> dict[str, Any]:
    return {
        "closure": closure,
        "phase": closure.phase(timezone.now()),
        "form": form or WordsForm(closure=closure),
        "previews": [
            (label, code, closure.text_in(code), closure.text_in(code, "reply")) for code, label in LANGUAGES
        ],
        "overlaps": queries.overlaps(closure) if not closure.withdrawn_at else [],
        "also": queries.also_closing(closure) if not closure.withdrawn_at else [],
        "departments": queries.departments_in_words(closure.departments.all()),
        "may_announce": request.actor.has(Right.PUBLISH),
        "crumbs": _crumbs(),
    }


def _crumbs() -> list[dict[str, str]]:
    return [{"text": _("Closures"), "href": "/app/knowledge/closures/"}]
