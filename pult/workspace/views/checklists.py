"""The checklists of a conversation: added, ticked, changed, removed."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from pult.conversations import operations
from pult.conversations.models import Checklist, Conversation
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.checklists import BLANK_ROWS, Row, rows_of, rows_sent
from pult.workspace.queries import checklists as queries

from .answers import answer
from .conversations import changed, opened


def _list(conversation: Conversation, pk: int) -> Checklist:
    return get_object_or_404(queries.lists_of(conversation).select_related("conversation"), pk=pk)


@needs(Right.REPLY)
def new_checklist(request: Request, pk: int) -> HttpResponse:
    """What can be added: the templates that fit, or a list of one's own."""
    conversation = opened(request, pk)
    context = {"conversation": conversation, "templates": queries.offered_for(conversation)}
    return answer(request, "workspace/dialogs/checklists.html", context)


@needs(Right.REPLY)
def create_checklist(request: Request, pk: int) -> HttpResponse:
    """Add a list."""
    conversation = opened(request, pk)
    chosen = request.POST.get("template", "")
    if chosen:
        offered = {str(one.pk): one for one in queries.offered_for(conversation)}
        if chosen not in offered:
            raise Http404
        operations.add_checklist(conversation, template=offered[chosen], by=request.actor)
    else:
        items = request.POST.get("items", "").splitlines()
        operations.add_checklist(
            conversation, name=request.POST.get("name", ""), items=items, by=request.actor
        )
    return changed(request, conversation)


@needs(Right.REPLY)
def edit_checklist(request: Request, pk: int, list_pk: int) -> HttpResponse:
    """The list, to be called otherwise, or put into another order."""
    checklist = _list(opened(request, pk), list_pk)
    return _dialog(request, checklist, str(checklist), rows_of(checklist))


@needs(Right.REPLY)
def change_checklist(request: Request, pk: int, list_pk: int) -> HttpResponse:
    """Have it otherwise, or put one item up or down first."""
    conversation = opened(request, pk)
    checklist = _list(conversation, list_pk)
    name, rows = request.POST.get("name", ""), rows_sent(request.POST)
    if "move" in request.POST:
        return _dialog(request, checklist, name, [row for row in rows if row.text])
    operations.change_checklist(checklist, name=name, items=rows, by=request.actor)
    return changed(request, conversation)


def _dialog(request: Request, checklist: Checklist, name: str, rows: list[Row]) -> HttpResponse:
    context = {
        "conversation": checklist.conversation,
        "checklist": checklist,
        "name": name,
        "rows": [*rows, *[Row(None, "")] * BLANK_ROWS],
        "last": len(rows) - 1,
    }
    return answer(request, "workspace/dialogs/checklist.html", context)


@needs(Right.REPLY)
def delete_checklist(request: Request, pk: int, list_pk: int) -> HttpResponse:
    """Remove the list."""
    conversation = opened(request, pk)
    operations.remove_checklist(_list(conversation, list_pk), by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def create_item(request: Request, pk: int, list_pk: int) -> HttpResponse:
    """Add one more thing to do."""
    conversation = opened(request, pk)
    operations.add_item(_list(conversation, list_pk), request.POST.get("text", ""), by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def tick_item(request: Request, pk: int, item_pk: int) -> HttpResponse:
    """Done, or open again."""
    conversation = opened(request, pk)
    item = queries.item_of(conversation, item_pk)
    if item is None:
        raise Http404
    operations.tick_item(item, is_done="is_done" in request.POST, by=request.actor)
    return changed(request, conversation)
