"""How this house hires: its settings and its letters."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import hiring
from pult.hiring.forms.settings import SettingsForm, TemplateForm
from pult.hiring.letters import Template, previews, template_of, variables_of
from pult.hiring.types import VARIABLES, LetterKind, Right

LETTER = "hiring/letter.html"


@hiring(Right.MANAGE)
def read_settings(request: Request) -> HttpResponse:
    """What holds now."""
    return render(request, "hiring/settings.html", {"form": SettingsForm(instance=queries.settings())})


@hiring(Right.MANAGE)
def change_settings(request: Request) -> HttpResponseBase:
    """Choose otherwise."""
    form = SettingsForm(request.POST, instance=queries.settings())
    if not form.is_valid():
        return render(request, "hiring/settings.html", {"form": form}, status=422)
    operations.change_settings(by=request.actor, **form.values())
    messages.success(request, _("Saved."))
    return redirect("hiring:settings")


@hiring(Right.MANAGE)
def list_letters(request: Request) -> HttpResponse:
    """Every occasion on which a candidate is written to."""
    letters = [(kind, template_of(kind)) for kind in LetterKind]
    return render(request, "hiring/letters.html", {"letters": letters})


@hiring(Right.MANAGE)
def read_letter(request: Request, kind: str) -> HttpResponse:
    """A letter, and how it reads."""
    occasion = _kind(kind)
    template = template_of(occasion)
    form = TemplateForm(kind=occasion, template=template)
    return _letter(request, occasion, form, template)


@hiring(Right.MANAGE)
def change_letter(request: Request, kind: str) -> HttpResponseBase:
    """Say it in other words; with `preview` only look at it."""
    occasion = _kind(kind)
    form = TemplateForm(request.POST, kind=occasion, template=template_of(occasion))
    if not form.is_valid():
        return _letter(request, occasion, form, template_of(occasion), status=422)
    written = Template(subjects=form.words("subject"), texts=form.words("text"), is_own=True)
    if "preview" in request.POST:
        return _letter(request, occasion, form, written)
    operations.change_letter(occasion, subjects=written.subjects, texts=written.texts, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("hiring:letter", kind=kind)


@hiring(Right.MANAGE)
def delete_letter(request: Request, kind: str) -> HttpResponseBase:
    """Back to the words that came with Pult."""
    operations.forget_letter(_kind(kind), by=request.actor)
    return redirect("hiring:letter", kind=kind)


def _kind(kind: str) -> LetterKind:
    if kind not in LetterKind.values:
        raise Http404
    return LetterKind(kind)


def _letter(
    request: Request, kind: LetterKind, form: TemplateForm, template: Template, *, status: int = 200
) -> HttpResponse:
    page = {
        "kind": kind,
        "form": form,
        "template": template,
        "variables": [(f"{{{name}}}", VARIABLES[name]) for name in variables_of(kind)],
        "previews": [(Language(code).label, letter) for code, letter in previews(template)],
    }
    return render(request, LETTER, page, status=status)
