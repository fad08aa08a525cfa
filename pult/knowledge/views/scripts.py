"""Making guided scripts in the browser: the list, the steps, trying, publishing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.knowledge import operations, script_pages
from pult.knowledge.models import Translation
from pult.knowledge.queries import scripts as queries
from pult.knowledge.script_forms import NewScriptForm, NewStepForm, PublishForm, changed
from pult.knowledge.types.editing import add_step, begin_with, move_step, remove_step
from pult.knowledge.types.scripts import Step

LIST = "knowledge/scripts/index.html"
EDITOR = "knowledge/scripts/editor.html"


def list_scripts(request: Request) -> HttpResponse:
    """Every script."""
    return render(request, LIST, script_pages.index(request.actor))


def create_script(request: Request) -> HttpResponse:
    """Begin a script."""
    form = NewScriptForm(request.POST)
    if not form.is_valid():
        return render(request, LIST, script_pages.index(request.actor, form), status=422)
    made = operations.write_script(**form.cleaned_data, by=request.actor)
    return redirect("scripts:script", made.document_id)


def read_script(request: Request, pk: int) -> HttpResponse:
    """The steps of a script, and the tree that they make."""
    return render(request, EDITOR, script_pages.editor(_script(request, pk), request.actor))


def create_step(request: Request, pk: int) -> HttpResponse:
    """One more step."""
    translation, form = _script(request, pk), NewStepForm(request.POST)
    if not form.is_valid():
        return render(request, EDITOR, script_pages.editor(translation, request.actor, form), status=422)
    script, step = add_step(operations.script_of(translation), form.cleaned_data["title"])
    operations.change_script(translation, script, by=request.actor)
    return redirect("scripts:step", pk, step.key)


def read_step(request: Request, pk: int, key: str) -> HttpResponse:
    """One step."""
    translation, step = _step(request, pk, key)
    script = operations.script_of(translation)
    return render(
        request, "knowledge/scripts/step.html", script_pages.step(translation, script, step, request.actor)
    )


def change_step(request: Request, pk: int, key: str) -> HttpResponse:
    """Keep a step as it was filled in."""
    translation, step = _step(request, pk, key)
    script = operations.script_of(translation)
    forms = script_pages.step_forms(script, step, request.actor, pk=pk, given=request.POST)
    if not all(form.is_valid() for form in forms):
        page = script_pages.step(translation, script, step, request.actor, forms)
        return render(request, "knowledge/scripts/step.html", page, status=422)
    operations.change_script(
        translation, changed(script, step, *forms), seen=_seen(request), by=request.actor
    )
    messages.success(request, _("Saved."))
    return redirect("scripts:script", pk)


def _seen(request: Request) -> int | None:
    """The saving that the page was drawn with."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


def delete_step(request: Request, pk: int, key: str) -> HttpResponse:
    """Take a step out."""
    translation, _one = _step(request, pk, key)
    operations.change_script(
        translation, remove_step(operations.script_of(translation), key), by=request.actor
    )
    return redirect("scripts:script", pk)


def create_place(request: Request, pk: int, key: str) -> HttpResponse:
    """Move a step, or begin with it."""
    translation, _one = _step(request, pk, key)
    script, where = operations.script_of(translation), request.POST.get("to", "")
    script = (
        begin_with(script, key) if where == "start" else move_step(script, key, -1 if where == "up" else 1)
    )
    operations.change_script(translation, script, by=request.actor)
    return redirect("scripts:script", pk)


def create_publication(request: Request, pk: int) -> HttpResponse:
    """Let everybody play it."""
    form = PublishForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    operations.publish_script(_script(request, pk), note=note, by=request.actor)
    messages.success(request, _("The script can be played from now on."))
    return redirect("scripts:script", pk)


def play_script(request: Request, pk: int) -> HttpResponse:
    """Try it; nothing is kept."""
    page = script_pages.play(_script(request, pk), request.actor, request.GET)
    return render(request, "knowledge/scripts/play.html", page)


def _script(request: Request, pk: int) -> Translation:
    found = queries.scripts(request.actor).filter(document=pk).first()
    if found is None:
        raise Http404
    return found


def _step(request: Request, pk: int, key: str) -> tuple[Translation, Step]:
    translation = _script(request, pk)
    step = operations.script_of(translation).step(key)
    if step is None:
        raise Http404
    return translation, step
