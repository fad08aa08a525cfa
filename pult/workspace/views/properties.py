"""How a conversation stands, how pressing it is, what it is called, what it is labelled with, when it wakes."""

from django.http import HttpResponse
from django.utils import timezone

from pult.conversations import operations
from pult.conversations.queries import own_status_keyed
from pult.conversations.types import RESOLVED, Priority, Right, Status
from pult.foundation.web import Request, needs
from pult.workspace.forms.properties import (
    PriorityForm,
    SnoozeForm,
    StatusForm,
    SubjectForm,
    TagsForm,
    snooze_presets,
)
from pult.workspace.queries.people import known_tags

from .answers import answer, checked
from .conversations import changed, opened

VERBS = {
    Status.OPEN: operations.reopen,
    Status.PENDING: operations.set_pending,
    Status.ON_HOLD: operations.hold,
    Status.SOLVED: operations.solve,
    Status.CLOSED: operations.close,
}


@needs(Right.REPLY)
def create_status(request: Request, pk: int) -> HttpResponse:
    """Say how the conversation stands."""
    conversation = opened(request, pk)
    own = own_status_keyed(request.POST.get("status", ""))
    if own is None:
        status = Status(checked(StatusForm(request.POST))["status"])
        VERBS[status](conversation, by=request.actor)
    else:
        status = Status(own.within)
        operations.set_own_status(conversation, own, by=request.actor)
    return changed(request, conversation, trigger="left-desk" if status in RESOLVED else "")


@needs(Right.REPLY)
def create_priority(request: Request, pk: int) -> HttpResponse:
    """Say how pressing it is."""
    conversation = opened(request, pk)
    priority = Priority(checked(PriorityForm(request.POST))["priority"])
    operations.set_priority(conversation, priority, by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def edit_subject(request: Request, pk: int) -> HttpResponse:
    """Ask for a better name."""
    conversation = opened(request, pk)
    form = SubjectForm(initial={"subject": conversation.subject})
    return answer(request, "workspace/dialogs/subject.html", {"conversation": conversation, "form": form})


@needs(Right.REPLY)
def create_subject(request: Request, pk: int) -> HttpResponse:
    """Name it better."""
    conversation = opened(request, pk)
    operations.set_subject(conversation, checked(SubjectForm(request.POST))["subject"], by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def edit_tags(request: Request, pk: int) -> HttpResponse:
    """Ask for labels."""
    conversation = opened(request, pk)
    context = {
        "conversation": conversation,
        "form": TagsForm(initial={"tags": ", ".join(conversation.tags)}),
        "known": known_tags(),
    }
    return answer(request, "workspace/dialogs/tags.html", context)


@needs(Right.REPLY)
def create_tags(request: Request, pk: int) -> HttpResponse:
    """Label it."""
    conversation = opened(request, pk)
    operations.set_tags(conversation, checked(TagsForm(request.POST))["tags"], by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def edit_snooze(request: Request, pk: int) -> HttpResponse:
    """Ask until when to put it aside."""
    context = {
        "conversation": opened(request, pk),
        "presets": snooze_presets(timezone.now()),
        "form": SnoozeForm(),
    }
    return answer(request, "workspace/dialogs/snooze.html", context)


@needs(Right.REPLY)
def create_snooze(request: Request, pk: int) -> HttpResponse:
    """Put it aside until a moment."""
    conversation = opened(request, pk)
    operations.snooze(conversation, until=checked(SnoozeForm(request.POST))["until"], by=request.actor)
    return changed(request, conversation, trigger="left-desk")
