"""Side conversations: asking others beside a conversation."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from pult.conversations import operations
from pult.conversations.models import Conversation, SideConversation
from pult.conversations.queries.notices import CONVERSATION
from pult.conversations.types import Right
from pult.foundation.errors import DomainError
from pult.foundation.web import Request, needs
from pult.notifications import operations as notifications
from pult.workspace import thread
from pult.workspace.forms.sides import SideForm, WriteInSideForm
from pult.workspace.queries import sides as queries
from pult.workspace.queries.conversation import messages_of

from .answers import answer, asks_for, checked
from .conversations import opened


@needs(Right.REPLY)
def new_side(request: Request, pk: int) -> HttpResponse:
    """An empty sheet: nothing of what the customer wrote stands on it."""
    conversation = opened(request, pk)
    return _sheet(request, conversation, SideForm(**_offered(conversation)))


@needs(Right.REPLY)
def create_side(request: Request, pk: int) -> HttpResponse:
    """Send the first message."""
    conversation = opened(request, pk)
    form = SideForm(request.POST, request.FILES, **_offered(conversation))
    if not form.is_valid():
        return _sheet(request, conversation, form)
    try:
        side = _ask(request, conversation, form)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _sheet(request, conversation, form)
    return redirect("workspace:side", pk=pk, side_pk=side.pk)


@needs(Right.READ)
def show_side(request: Request, pk: int, side_pk: int) -> HttpResponse:
    """What was asked and answered; only that when the page asks again."""
    side = _opened(request, pk, side_pk)
    if asks_for(request, "side-thread"):
        return answer(request, "workspace/side_thread.html", _said(request, side))
    notifications.mark_thing_read(CONVERSATION.of(pk), by=request.actor)
    form = WriteInSideForm(files=queries.files_to_pass_on(side.parent))
    return answer(request, "workspace/sides/side.html", _said(request, side) | {"form": form})


@needs(Right.REPLY)
def create_side_message(request: Request, pk: int, side_pk: int) -> HttpResponse:
    """Write to them again."""
    side = _opened(request, pk, side_pk)
    form = WriteInSideForm(request.POST, request.FILES, files=queries.files_to_pass_on(side.parent))
    given = checked(form)
    operations.write_in_side(
        side,
        text=given["text"],
        attachments=form.uploads,
        client_key=given["client_key"] or None,
        by=request.actor,
    )
    return redirect("workspace:side", pk=pk, side_pk=side_pk)


@needs(Right.REPLY)
def create_side_state(request: Request, pk: int, side_pk: int) -> HttpResponse:
    """Done, or to be gone on with."""
    side = _opened(request, pk, side_pk)
    verb = operations.reopen_side if side.conversation.is_resolved else operations.close_side
    verb(side, by=request.actor)
    return redirect("workspace:side", pk=pk, side_pk=side_pk)


@needs(Right.REPLY)
def create_side_setting(request: Request, pk: int, side_pk: int) -> HttpResponse:
    """Whether an answer opens the conversation."""
    opens = request.POST.get("opens_parent") == "on"
    operations.set_opens_parent(_opened(request, pk, side_pk), opens, by=request.actor)
    return redirect("workspace:side", pk=pk, side_pk=side_pk)


def _opened(request: Request, pk: int, side_pk: int) -> SideConversation:
    side = queries.opened_side(request.actor, pk, side_pk)
    if side is None:
        raise Http404
    return side


def _offered(conversation: Conversation) -> dict[str, Any]:
    return {
        "files": queries.files_to_pass_on(conversation),
        "said": queries.messages_to_quote(conversation),
    }


def _sheet(request: Request, conversation: Conversation, form: SideForm) -> HttpResponse:
    context = {
        "conversation": conversation,
        "form": form,
        "inbox": operations.mailbox_of(conversation),
    }
    return answer(request, "workspace/sides/new.html", context)


def _ask(request: Request, conversation: Conversation, form: SideForm) -> SideConversation:
    given = form.cleaned_data
    quoted = [one for one in queries.messages_to_quote(conversation) if one.pk in set(given["quotes"])]
    return operations.open_side(
        conversation,
        to=given["to"],
        subject=given["subject"],
        text="\n\n".join(filter(None, (given["text"], operations.quoted(reversed(quoted))))),
        attachments=form.uploads,
        opens_parent=given["opens_parent"],
        client_key=given["client_key"] or None,
        by=request.actor,
    )


def _said(request: Request, side: SideConversation) -> dict[str, Any]:
    """What the page shows of it, and refreshes."""
    entries = messages_of(side.conversation)
    return {
        "side": side,
        "parent": side.parent,
        "conversation": side.conversation,
        "to": queries.taking_part(side),
        "tone": queries.STATE_TONES[side.state],
        "entries": [thread.message_of(one, side.conversation) for one in entries],
        "may_write": request.actor.has(Right.REPLY),
    }
