"""Acting on several conversations of a list."""

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from pult.conversations import operations
from pult.conversations.models import BulkRun
from pult.conversations.types import Right
from pult.foundation.errors import Invalid
from pult.foundation.web import Request, needs
from pult.workspace.forms.bulk import BulkForm, chosen_in
from pult.workspace.queries import lists
from pult.workspace.types import MOST_CHOSEN, Shelf

from .answers import answer, asks_for
from .desk import find


@needs(Right.REPLY)
def new_bulk(request: Request) -> HttpResponse:
    """Ask what shall be done to what was chosen."""
    return _shown(request, BulkForm(actor=request.actor), request.GET)


@needs(Right.REPLY)
def create_bulk(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Do it: a few at once, many in the background."""
    form = BulkForm(request.POST, actor=request.actor)
    if not form.is_valid():
        raise Invalid(next(str(errors[0]) for errors in form.errors.values()))
    run = operations.act_on_many(_keys(request, request.POST), form.acts, by=request.actor)
    return told_of(request, run)


@needs(Right.REPLY)
def show_bulk(request: Request, pk: int) -> HttpResponse:
    """How far it has come, and what could not be done and why."""
    run = get_object_or_404(BulkRun.objects.visible_to(request.actor), pk=pk)
    part = "run" if asks_for(request, "bulk-run") else ""
    return answer(request, "workspace/bulk/run.html", {"run": run}, part=part)


@needs(Right.REPLY)
def create_undo(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Take it back where nobody has changed anything since."""
    run = get_object_or_404(BulkRun.objects.visible_to(request.actor), pk=pk)
    return told_of(request, operations.undo_bulk(run, by=request.actor))


def _keys(request: Request, given: QueryDict) -> list[int]:
    if not given.get("all"):
        return chosen_in(given)
    view = find(request, lists.desk_views(request.actor), given.get("view", Shelf.MINE))
    return lists.keys_in(view, request.actor)


def _shown(request: Request, form: BulkForm, given: QueryDict) -> HttpResponse:
    keys = _keys(request, given)
    if not keys:
        raise Invalid(_("Choose one conversation at least."))
    context = {
        "form": form,
        "count": len(keys),
        "is_cut": len(keys) >= MOST_CHOSEN,
        "chosen": [] if given.get("all") else keys,
        "view_name": given.get("view", Shelf.MINE),
    }
    part = "dialog" if asks_for(request, "dialog") else ""
    return answer(request, "workspace/bulk/new.html", context, part=part)


def told_of(request: Request, run: BulkRun) -> HttpResponse | HttpResponseRedirect:
    """What became of it, in a line; as a page where no script runs."""
    if request.headers.get("HX-Request") != "true":
        return redirect("workspace:bulk", pk=run.pk)
    response = answer(request, "workspace/bulk/toast.html", {"run": run})
    response["HX-Trigger"] = "bulk-done"
    return response
