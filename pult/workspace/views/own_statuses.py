"""The house's own statuses, in the settings."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.conversations import operations
from pult.conversations.models import OwnStatus
from pult.conversations.types import Right
from pult.foundation.errors import DomainError
from pult.foundation.web import Request, needs
from pult.workspace.forms.own_statuses import OwnStatusForm, initial_of
from pult.workspace.queries.own_statuses import shelves

from .answers import answer

FORM = "workspace/statuses/form.html"


@needs(Right.MANAGE_STATUSES)
def list_own_statuses(request: Request) -> HttpResponse:
    """Each fixed one with those within it, and what was archived."""
    return answer(request, "workspace/statuses/list.html", {"shelves": shelves()})


@needs(Right.MANAGE_STATUSES)
def new_own_status(request: Request) -> HttpResponse:
    """An empty form."""
    return answer(request, FORM, {"form": OwnStatusForm(own=OwnStatus()), "own": None})


@needs(Right.MANAGE_STATUSES)
def create_own_status(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Make one."""
    return _saved(request, OwnStatus())


@needs(Right.MANAGE_STATUSES)
def edit_own_status(request: Request, pk: int) -> HttpResponse:
    """The form with what holds now."""
    own = get_object_or_404(OwnStatus, pk=pk)
    return answer(request, FORM, {"form": OwnStatusForm(own=own, initial=initial_of(own)), "own": own})


@needs(Right.MANAGE_STATUSES)
def change_own_status(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Change its words or its colour."""
    return _saved(request, get_object_or_404(OwnStatus, pk=pk))


@needs(Right.MANAGE_STATUSES)
def delete_own_status(request: Request, pk: int) -> HttpResponseRedirect:
    """Delete it, or archive it where something stands so."""
    operations.drop_own_status(get_object_or_404(OwnStatus, pk=pk), by=request.actor)
    return redirect("workspace:own-statuses")


@needs(Right.MANAGE_STATUSES)
def create_restoring(request: Request, pk: int) -> HttpResponseRedirect:
    """Let an archived one be chosen again."""
    operations.restore_own_status(get_object_or_404(OwnStatus, pk=pk), by=request.actor)
    return redirect("workspace:own-statuses")


@needs(Right.MANAGE_STATUSES)
def create_status_place(request: Request, pk: int) -> HttpResponseRedirect:
    """One place up or down."""
    own = get_object_or_404(OwnStatus, pk=pk)
    operations.move_own_status(own, up=request.POST.get("up") == "on", by=request.actor)
    return redirect("workspace:own-statuses")


def _saved(request: Request, own: OwnStatus) -> HttpResponse | HttpResponseRedirect:
    form = OwnStatusForm(request.POST, own=own)
    if form.is_valid():
        try:
            operations.save_own_status(own, **form.given, by=request.actor)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("workspace:own-statuses")
    return answer(request, FORM, {"form": form, "own": own if own.pk else None})
