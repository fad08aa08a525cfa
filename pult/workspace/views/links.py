"""Tying conversations to each other, and untying them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from pult.conversations import operations
from pult.conversations.types import LinkKind, Right
from pult.foundation.errors import Invalid
from pult.foundation.web import Request, needs
from pult.workspace.forms.links import IncidentsForm, LinkForm
from pult.workspace.queries import links as queries
from pult.workspace.queries import merging

from .answers import answer, checked
from .bulk import told_of
from .conversations import changed, opened


@needs(Right.REPLY)
def edit_links(request: Request, pk: int) -> HttpResponse:
    """Everything that it is tied to, and a form for one more."""
    conversation = opened(request, pk)
    ties = queries.ties_of(conversation, request.actor, most=queries.MOST)
    others = queries.likely_to_tie(conversation, request.actor, ties)
    form = LinkForm(others=others, seen=merging.open_to(request.actor))
    context = {
        "conversation": conversation,
        "form": form,
        "ties": ties,
        "open": next((one.open for one in ties if one.kind == LinkKind.INCIDENT and not one.is_upwards), 0),
        "answer": IncidentsForm(),
    }
    return answer(request, "workspace/dialogs/links.html", context)


@needs(Right.REPLY)
def create_link(request: Request, pk: int) -> HttpResponse:
    """Tie it to another one."""
    conversation = opened(request, pk)
    others = queries.likely_to_tie(conversation, request.actor, ())
    form = LinkForm(request.POST, others=others, seen=merging.open_to(request.actor))
    if not form.is_valid():
        raise Invalid(next(str(errors[0]) for errors in form.errors.values()))
    ends = (conversation, form.cleaned_data["into"])
    one, other = ends if form.is_upwards else reversed(ends)
    operations.link(one, to=other, kind=form.link_kind, by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def delete_link(request: Request, pk: int, link_pk: int) -> HttpResponse:
    """Untie it."""
    conversation = opened(request, pk)
    operations.unlink(get_object_or_404(queries.links_of(conversation), pk=link_pk), by=request.actor)
    return changed(request, conversation)


@needs(Right.REPLY)
def create_answer(request: Request, pk: int) -> HttpResponse:
    """Write the same to all incidents of this problem."""
    conversation = opened(request, pk)
    given = checked(IncidentsForm(request.POST))
    run = operations.answer_incidents(conversation, **given, by=request.actor)
    return told_of(request, run)
