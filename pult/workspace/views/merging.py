"""Merging a conversation into another of the same customer, and taking them apart again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pult.conversations import operations
from pult.conversations.models import Conversation, Merge
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.merging import MergeForm
from pult.workspace.queries import merging as queries

from .answers import answer, checked
from .conversations import opened


@needs(Right.REPLY)
def edit_merge(request: Request, pk: int) -> HttpResponse:
    """Ask in which conversation this one goes on; show what was merged here."""
    conversation = opened(request, pk)
    others = queries.mergeable_with(conversation, request.actor)
    context = {
        "conversation": conversation,
        "form": MergeForm(others=others, seen=queries.open_to(request.actor)),
        "others": others,
        "merges": queries.merges_into(conversation, request.actor),
    }
    return answer(request, "workspace/dialogs/merge.html", context)


@needs(Right.REPLY)
def create_merge(request: Request, pk: int) -> HttpResponse:
    """Let it go on there."""
    conversation = opened(request, pk)
    others = queries.mergeable_with(conversation, request.actor)
    form = checked(MergeForm(request.POST, others=others, seen=queries.open_to(request.actor)))
    done = operations.merge(conversation, into=form["into"], by=request.actor)
    return gone_to(done.target_id)


@needs(Right.REPLY)
def delete_merge(request: Request, pk: int, merge_pk: int) -> HttpResponse:
    """Take them apart again."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.actor), pk=pk)
    merge = get_object_or_404(Merge.objects.visible_to(request.actor), pk=merge_pk, target=conversation)
    return gone_to(operations.undo_merge(merge, by=request.actor).pk)


def gone_to(pk: int) -> HttpResponse:
    """On to another conversation."""
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("workspace:conversation", args=[pk])})
