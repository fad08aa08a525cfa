"""Who can see what: of a conversation in words, of an inbox as a setting."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.inboxes import operations
from pult.inboxes.models import Inbox
from pult.inboxes.types import Right as InboxRight
from pult.workspace.forms.readers import ReadersForm
from pult.workspace.queries.readers import SHOWN, readers_of, restrictions_of

from .answers import answer
from .conversations import opened

FORM = "workspace/team/inbox_readers.html"


@needs(Right.READ)
def explain_readers(request: Request, pk: int) -> HttpResponse:
    """Who can see a conversation, and why."""
    conversation = opened(request, pk)
    readers = readers_of(conversation)
    context = {
        "restrictions": restrictions_of(conversation),
        "department": conversation.department,
        "readers": readers[:SHOWN],
        "more": max(0, len(readers) - SHOWN),
    }
    return answer(request, "workspace/dialogs/readers.html", context)


@needs(InboxRight.MANAGE)
def edit_readers(request: Request, pk: int) -> HttpResponse:
    """For whom an inbox is."""
    inbox = _inbox(request, pk)
    return answer(request, FORM, {"inbox": inbox, "form": ReadersForm(inbox=inbox)})


@needs(InboxRight.MANAGE)
def change_readers(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Restrict an inbox, or open it to everybody again."""
    inbox = _inbox(request, pk)
    form = ReadersForm(request.POST, inbox=inbox)
    if not form.is_valid():
        return answer(request, FORM, {"inbox": inbox, "form": form})
    given = dict(form.cleaned_data)
    if given.pop("is_restricted"):
        operations.restrict(inbox, **given, by=request.actor)
    else:
        operations.open_up(inbox, by=request.actor)
    return redirect("workspace:inbox-readers", inbox.pk)


def _inbox(request: Request, pk: int) -> Inbox:
    return get_object_or_404(Inbox.objects.visible_to(request.actor).for_service(), pk=pk)
