"""Settings: the inboxes to which customers write."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.foundation.web import Request, needs
from pult.inboxes import operations
from pult.inboxes.models import Inbox
from pult.inboxes.types import Right
from pult.workspace.forms.team import InboxForm
from pult.workspace.queries.team import inboxes_for

from .answers import answer

FORM = "workspace/team/inbox_form.html"


@needs(Right.MANAGE)
def list_inboxes(request: Request) -> HttpResponse:
    """Every inbox."""
    return answer(request, "workspace/team/inboxes.html", {"inboxes": inboxes_for(request.actor)})


@needs(Right.MANAGE)
def new_inbox(request: Request) -> HttpResponse:
    """An empty form."""
    return answer(request, FORM, {"form": InboxForm()})


@needs(Right.MANAGE)
def create_inbox(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Open a mailbox."""
    form = InboxForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"form": form})
    given = dict(form.cleaned_data)
    given.pop("is_active")
    operations.open_inbox(given.pop("name"), **given, by=request.actor)
    return redirect("workspace:inboxes")


@needs(Right.MANAGE)
def edit_inbox(request: Request, pk: int) -> HttpResponse:
    """The form with what holds now."""
    inbox = _inbox(request, pk)
    return answer(request, FORM, {"inbox": inbox, "form": InboxForm(instance=inbox)})


@needs(Right.MANAGE)
def change_inbox(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Change a mailbox."""
    inbox = _inbox(request, pk)
    form = InboxForm(request.POST, instance=inbox)
    if not form.is_valid():
        return answer(request, FORM, {"inbox": inbox, "form": form})
    operations.change_inbox(inbox, **form.cleaned_data, by=request.actor)
    return redirect("workspace:inboxes")


def _inbox(request: Request, pk: int) -> Inbox:
    return get_object_or_404(Inbox.objects.visible_to(request.actor), pk=pk)
