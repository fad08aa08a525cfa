"""Whose a conversation is: its owner and its department."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.conversations import operations
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.routing import operations as routing
from pult.routing.errors import NothingWaits
from pult.workforce.models import Member
from pult.workspace.forms.properties import AssignmentForm, TransferForm
from pult.workspace.queries import people
from pult.workspace.queries.chats import member_of

from .answers import answer, checked
from .conversations import changed, opened


@needs(Right.ASSIGN)
def edit_assignment(request: Request, pk: int) -> HttpResponse:
    """Ask whose it shall be."""
    conversation = opened(request, pk)
    context = {"conversation": conversation, "members": people.with_load(people.assignable(conversation))}
    return answer(request, "workspace/dialogs/assignment.html", context)


@needs(Right.ASSIGN)
def create_assignment(request: Request, pk: int) -> HttpResponse:
    """Give it to a colleague, or to nobody."""
    conversation = opened(request, pk)
    form = checked(AssignmentForm(request.POST, members=people.assignable(conversation)))
    operations.assign(conversation, to=form["member"], by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def take(request: Request, pk: int) -> HttpResponse:
    """Take it oneself."""
    conversation = opened(request, pk)
    routing.check_may_take(conversation, by=request.actor)
    me = Member.objects.visible_to(request.actor).filter(person_id=request.actor.person_id).first()
    operations.assign(conversation, to=me or conversation.assignee, by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def take_next(request: Request) -> HttpResponse:
    """Take what presses most, and open it."""
    me = member_of(request.actor)
    taken = routing.take_next(me, by=request.actor) if me is not None else None
    if taken is None:
        raise NothingWaits(_("Nothing waits for you."))
    there = reverse("workspace:conversation", args=[taken.pk])
    if request.headers.get("HX-Request") != "true":
        return redirect(there)
    return HttpResponse(status=204, headers={"HX-Redirect": there})


@needs(Right.ASSIGN)
def edit_transfer(request: Request, pk: int) -> HttpResponse:
    """Ask where it shall go."""
    conversation = opened(request, pk)
    form = _transfer_form(request, conversation)
    return answer(request, "workspace/dialogs/transfer.html", {"conversation": conversation, "form": form})


@needs(Right.ASSIGN)
def create_transfer(request: Request, pk: int) -> HttpResponse:
    """Hand it over to another department, or to a colleague, with a note."""
    conversation = opened(request, pk)
    form = checked(_transfer_form(request, conversation, request.POST))
    if isinstance(form["to"], Member):
        operations.hand_to(conversation, to=form["to"], note=form["note"], by=request.actor)
    else:
        operations.transfer(conversation, to=form["to"], note=form["note"], by=request.actor)
    if still_readable(request, conversation):
        return changed(request, conversation)
    return back_to_desk()


def _transfer_form(request: Request, conversation: Conversation, *given: Any) -> TransferForm:
    return TransferForm(
        *given,
        departments=people.other_departments(conversation),
        members=people.colleagues(conversation, request.actor),
    )


def still_readable(request: Request, conversation: Conversation) -> bool:
    """Whether this person may still read what they handed over."""
    return Conversation.objects.visible_to(request.actor).filter(pk=conversation.pk).exists()


def back_to_desk() -> HttpResponse:
    """Back to the desk: what was handed over is no longer this person's to read."""
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("workspace:conversations")})
