"""The settings pages of macros."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.workforce.models import Member

from . import building, operations, pages
from .forms import MacroForm, macro_initial
from .models import Macro
from .types import Right

BUILDER = "automation/macro.html"


def list_macros(request: Request) -> HttpResponse:
    """The macros that somebody may use."""
    after, before = request.GET.get("after"), request.GET.get("before")
    return render(request, "automation/macros.html", pages.macros(request.actor, after=after, before=before))


def new_macro(request: Request) -> HttpResponse:
    """An empty builder."""
    form = _form(request, None, initial={})
    return _shown(request, pages.macro_builder(Macro(), form, (), request.actor))


def create_macro(request: Request) -> HttpResponseBase:
    """Keep a new macro, or build on."""
    return _built(request, Macro())


def edit_macro(request: Request, pk: int) -> HttpResponse:
    """The builder with what the macro does now."""
    macro = _changeable(request, pk)
    form = _form(request, None, initial=macro_initial(macro))
    return _shown(request, pages.macro_builder(macro, form, macro.chosen, request.actor))


def change_macro(request: Request, pk: int) -> HttpResponseBase:
    """Keep what was changed, or build on."""
    return _built(request, _changeable(request, pk))


def delete_macro(request: Request, pk: int) -> HttpResponseBase:
    """Drop it."""
    operations.drop_macro(_changeable(request, pk), by=request.actor)
    return redirect("automation:macros")


def _built(request: Request, macro: Macro) -> HttpResponseBase:
    acts, form = building.sent(request.POST), _form(request, request.POST)
    if request.POST.get("step"):
        plain = _form(request, None, initial=request.POST.dict())
        return _shown(request, pages.macro_builder(macro, plain, acts, request.actor))
    context = pages.macro_builder(macro, form, acts, request.actor, checked=True)
    if not form.is_valid():
        return _shown(request, context, status=422)
    try:
        operations.save_macro(macro, acts=acts, **form.given, by=request.actor)
    except DomainError as refusal:
        return _shown(request, context | {"complaint": str(refusal)}, status=422)
    return redirect("automation:macros")


def _form(request: Request, *given: object, **how: object) -> MacroForm:
    own = Member.objects.visible_to(request.actor).at_work()
    member = own.filter(person_id=request.actor.person_id).first()
    if member is None and not request.actor.has(Right.SHARE_MACROS):
        raise PermissionDenied
    return MacroForm(*given, actor=request.actor, member=member, **how)


def _shown(request: Request, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    template = f"{BUILDER}#builder" if request.htmx and not request.htmx.boosted else BUILDER
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _changeable(request: Request, pk: int) -> Macro:
    return get_object_or_404(Macro.objects.changeable_by(request.actor), pk=pk)
