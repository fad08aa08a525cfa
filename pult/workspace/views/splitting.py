"""Splitting messages off into a conversation of their own, and where a conversation may belong."""

from django.http import HttpResponse
from django.urls import reverse

from pult.conversations import operations
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.splitting import SplitForm
from pult.workspace.queries import splitting as queries

from .answers import answer, checked
from .conversations import changed, opened


@needs(Right.REPLY)
def edit_split(request: Request, pk: int) -> HttpResponse:
    """Ask which messages are about another matter; the latest of the customer is marked."""
    conversation = opened(request, pk)
    marked = {"subject": conversation.subject, "messages": [conversation.last_customer_message_id]}
    form = SplitForm(initial=marked, said=queries.messages_to_split(conversation))
    context = {"conversation": conversation, "form": form}
    return answer(request, "workspace/dialogs/split.html", context)


@needs(Right.REPLY)
def create_split(request: Request, pk: int) -> HttpResponse:
    """Let them begin a new one, and open it."""
    conversation = opened(request, pk)
    form = checked(SplitForm(request.POST, said=queries.messages_to_split(conversation)))
    made = operations.split(
        conversation, messages=form["messages"], subject=form["subject"], by=request.actor
    )
    there = reverse("workspace:conversation", args=[made.pk])
    return HttpResponse(status=204, headers={"HX-Redirect": there})


@needs(Right.REPLY)
def delete_hint(request: Request, pk: int) -> HttpResponse:
    """It is a matter of its own."""
    conversation = opened(request, pk)
    operations.refuse_hint(conversation, by=request.actor)
    return changed(request, conversation)
