"""Replies that go out later: planned, taken back, changed, sent now, thrown away."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.models import Conversation, PlannedReply
from pult.conversations.types import Right, Status
from pult.foundation.web import Request, needs
from pult.inboxes.types import Channel
from pult.workspace.forms.properties import snooze_presets
from pult.workspace.forms.writing import LaterForm, PlanForm, SeenForm

from .answers import answer, checked, open_conversation_id
from .conversations import changed, opened

DIALOG = "workspace/dialogs/planned.html"


@needs(Right.REPLY)
def ask_when(request: Request, pk: int) -> HttpResponse:
    """Ask when the reply that is being written should go out."""
    presets = snooze_presets(timezone.now())
    context = {"conversation": opened(request, pk), "presets": presets, "form": LaterForm()}
    return answer(request, "workspace/dialogs/later.html", context)


def plan(request: Request, conversation: Conversation, form: dict[str, Any]) -> HttpResponse | None:
    """Let the reply of this form wait, if its writer or its mailbox wants that; None when it goes out at once."""
    undo = 0 if form["send_at"] else _undo_seconds(conversation)
    if not (undo or form["send_at"]):
        return None
    planned = _plan(request, conversation, form, undo=undo)
    if not undo or planned.then != Status.SOLVED:
        return changed(request, conversation, trigger="sent")
    # Whoever solves goes on to the next conversation, where the way back is in a notice.
    return changed(request, conversation, trigger="left-desk", extra={"undo": planned, "undo_seconds": undo})


def _plan(request: Request, conversation: Conversation, form: dict[str, Any], *, undo: int) -> PlannedReply:
    now = timezone.now()
    return operations.plan_reply(
        conversation,
        by=request.actor,
        text=form["text"],
        send_at=form["send_at"] or now + timedelta(seconds=undo),
        attachments=form["attachments"],
        client_key=form["client_key"] or None,
        seen_message_id=form["seen"],
        then=Status(form["then"]) if form["then"] else None,
        can_be_undone=bool(undo),
        at=now,
    )


def _undo_seconds(conversation: Conversation) -> int:
    is_written = conversation.inbox is not None and conversation.channel != Channel.CHAT
    return conversation.inbox.undo_seconds if is_written and conversation.inbox else 0


@needs(Right.REPLY)
def edit_plan(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """What it says, and when it goes out."""
    return _dialog(request, _planned(request, pk, plan_pk))


@needs(Right.REPLY)
def change_plan(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Say it in other words, or at another moment."""
    planned, form = _planned(request, pk, plan_pk), checked(PlanForm(request.POST))
    operations.change_plan(
        planned,
        by=request.actor,
        text=form["text"],
        send_at=form["send_at"],
        seen_message_id=form["seen"],
    )
    return changed(request, planned.conversation, trigger="planned")


@needs(Right.REPLY)
def take_back(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Keep it from being sent, and go on writing it."""
    planned = _planned(request, pk, plan_pk)
    operations.take_back(planned, by=request.actor)
    if open_conversation_id(request) not in {None, pk}:
        # From the notice that follows to the next conversation: go back to where it was written.
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("workspace:conversation", args=[pk])})
    planned.refresh_from_db()
    return _dialog(request, planned)


@needs(Right.REPLY)
def send_now(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Send it at once; whoever presses this has read what stands above it."""
    planned, form = _planned(request, pk, plan_pk), checked(SeenForm(request.POST))
    operations.send_now(planned, by=request.actor, seen_message_id=form["seen"])
    return changed(request, planned.conversation)


@needs(Right.REPLY)
def drop_plan(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Throw it away."""
    planned = _planned(request, pk, plan_pk)
    operations.drop_plan(planned, by=request.actor)
    return changed(request, planned.conversation)


def _dialog(request: Request, planned: PlannedReply) -> HttpResponse:
    moment = planned.send_at if planned.send_at > timezone.now() else None
    seen = planned.conversation.last_customer_message_id
    form = PlanForm(initial={"text": planned.text, "send_at": moment, "seen": seen})
    files = [one.name for one in planned.files.order_by("pk")]
    return answer(request, DIALOG, {"planned": planned, "form": form, "files": files})


def _planned(request: Request, pk: int, plan_pk: int) -> PlannedReply:
    mine = PlannedReply.objects.visible_to(request.actor).select_related("conversation")
    return get_object_or_404(mine, pk=plan_pk, conversation=pk)
