"""Saved views: making them, changing them, putting them in order."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.conversations import operations
from pult.conversations.models import SavedView
from pult.conversations.queries import Filter, building, groups, read
from pult.conversations.types import Right, ViewOrder
from pult.foundation.errors import DomainError
from pult.foundation.web import Request, needs
from pult.workspace.forms.saved import FIRST_RULES, USUAL, ViewForm, initial_of
from pult.workspace.queries import saved
from pult.workspace.queries.chats import member_of
from pult.workspace.types import MOST_COUNTED

from .answers import answer, asks_for

TEMPLATE = "workspace/saved/form.html"


@needs(Right.READ)
def list_views(request: Request) -> HttpResponse:
    """All views that somebody may use."""
    page = saved.listed(request.actor, after=request.GET.get("after"), before=request.GET.get("before"))
    mine = SavedView.objects.changeable_by(request.actor).values_list("pk", flat=True)
    context = {
        "saved_views": page.rows,
        "changeable": set(mine.filter(pk__in=[one.pk for one in page.rows])),
        "newer": page.before and f"?{urlencode({'before': page.before})}",
        "older": page.after and f"?{urlencode({'after': page.after})}",
    }
    return answer(request, "workspace/saved/list.html", context)


@needs(Right.READ)
def new_view(request: Request) -> HttpResponse:
    """An empty builder, or one that begins with what another view says."""
    example = _example(request)
    if example is None:
        initial = {"order": ViewOrder.NEWEST, "columns": USUAL}
        return _shown(request, _form(request, None, initial=initial), FIRST_RULES)
    form = _form(request, None, initial=initial_of(example) | {"name": "", "reach": "mine"})
    return _shown(request, form, read(example.conditions))


@needs(Right.READ)
def create_view(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Save a new view, or build on."""
    return _built(request, SavedView())


@needs(Right.READ)
def edit_view(request: Request, pk: int) -> HttpResponse:
    """The builder with what holds now."""
    view = _changeable(request, pk)
    return _shown(request, _form(request, None, initial=initial_of(view)), read(view.conditions), view=view)


@needs(Right.READ)
def change_view(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Save what was changed, or build on."""
    return _built(request, _changeable(request, pk))


@needs(Right.READ)
def delete_view(request: Request, pk: int) -> HttpResponseRedirect:
    """Drop a view."""
    operations.drop_view(_changeable(request, pk), by=request.actor)
    return redirect("workspace:saved-views")


@needs(Right.READ)
def create_place(request: Request, pk: int) -> HttpResponseRedirect:
    """Put a view one place up or down."""
    view = _changeable(request, pk)
    among = saved.neighbours(view, request.actor)
    operations.move_view(view, up=request.POST.get("to") == "up", among=among, by=request.actor)
    return redirect("workspace:saved-views")


def _built(request: Request, view: SavedView) -> HttpResponse | HttpResponseRedirect:
    form, conditions = _form(request, request.POST), building.sent(request.POST)
    if request.POST.get("step"):
        plain = _form(
            request, None, initial=request.POST.dict() | {"columns": request.POST.getlist("columns")}
        )
        return _shown(request, plain, conditions, view=view, checked=request.POST["step"] == "look")
    if not form.is_valid():
        return _shown(request, form, conditions, view=view, checked=True)
    try:
        operations.save_view(view, conditions=conditions, **form.given, by=request.actor)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, form, conditions, view=view, checked=True)
    return redirect("workspace:view", name=str(view.pk))


def _shown(
    request: Request,
    form: ViewForm,
    conditions: Filter,
    *,
    view: SavedView | None = None,
    checked: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "saved_view": view if view is not None and view.pk else None,
        "rows": building.rows_of(conditions, checked=checked),
        "groups": groups(),
        "found": _found(request, conditions, form["order"].value()),
        "most": MOST_COUNTED,
    }
    return answer(request, TEMPLATE, context, part="builder" if asks_for(request, "builder") else "")


def _found(request: Request, conditions: Filter, order: str) -> int | str | None:
    """How many fit now; a sentence where that takes too long, nothing where the conditions are not whole yet."""
    try:
        conditions.check()
    except DomainError:
        return None
    try:
        known = order if order in ViewOrder.values else str(ViewOrder.NEWEST)
        return saved.count_now(conditions, request.actor, order=known)
    except DomainError as refusal:
        return str(refusal)


def _form(request: Request, *given: Any, **how: Any) -> ViewForm:
    member = member_of(request.actor)
    if member is None and not request.actor.has(Right.SHARE_VIEWS):
        raise PermissionDenied
    return ViewForm(*given, actor=request.actor, member=member, **how)


def _example(request: Request) -> SavedView | None:
    asked = request.GET.get("from", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        return None
    return get_object_or_404(SavedView.objects.visible_to(request.actor), pk=int(asked))


def _changeable(request: Request, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.changeable_by(request.actor), pk=pk)
