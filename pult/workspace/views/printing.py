"""A conversation printed, and taken along as an archive."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.conversations.types import Act, Right
from pult.foundation.audit import operations as audit
from pult.foundation.web import Request, needs
from pult.workspace.paper.archive import archive_of
from pult.workspace.paper.sheets import leaves_of, shown_at
from pult.workspace.queries.checklists import Checklists

from .answers import answer


@needs(Right.READ)
def show_print(request: Request, pk: int) -> HttpResponse:
    """A sheet to be printed: as the customer could read it, unless the notes are asked for."""
    conversation, notes = _opened(request, pk), "notes" in request.GET
    context = {
        "conversation": conversation,
        "leaves": leaves_of(conversation, notes=notes, source=shown_at),
        "lists": Checklists(conversation).every if notes else [],
        "notes": notes,
        "now": timezone.now(),
        "back": reverse("workspace:conversation", args=[pk]),
    }
    return answer(request, "workspace/paper/print.html", context)


@needs(Right.READ)
def create_export(request: Request, pk: int) -> FileResponse:
    """The archive to be saved; the audit log says who has taken it."""
    conversation = _opened(request, pk)
    asked = {"notes": "notes" in request.POST, "files": "files" in request.POST}
    archive = archive_of(conversation, **asked)
    about = f"conversation:{pk}"
    audit.record(Act.EXPORTED, by=request.actor, about=about, about_name=f"#{pk}", after=asked)
    response = FileResponse(
        archive, as_attachment=True, filename=f"conversation-{pk}.zip", content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _opened(request: Request, pk: int) -> Conversation:
    whole = ("customer", "assignee__person", "department", "inbox")
    seen = Conversation.objects.visible_to(request.actor).select_related(*whole)
    return get_object_or_404(seen.prefetch_related("participants"), pk=pk)
