"""Who is on the websites now, what one may do about it, and who may not chat."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid
from pult.foundation.web import Request
from pult.gateways.chat import operations, queries
from pult.gateways.chat.forms_desk import BlockForm, InvitationForm
from pult.gateways.chat.models import Block, Visitor
from pult.gateways.chat.types import Right

DIALOG = "chat/dialog.html"


def list_visitors(request: Request) -> HttpResponse:
    """Everybody who is on a page with a chat now; the list alone for a fragment."""
    part = "#list" if request.headers.get("HX-Target", "").endswith("#visitors") else ""
    context = {"visitors": queries.visitors_now(request.actor), "may_block": request.actor.has(Right.BLOCK)}
    return render(request, f"chat/visitors.html{part}", context)


def edit_invitation(request: Request, pk: int) -> HttpResponse:
    """Ask what shall be said to somebody who is on a page."""
    visitor = _visitor(request, pk)
    form = InvitationForm(initial={"text": _("Hello! May I help you?")})
    return _dialog(request, visitor, form, kind="invitation")


def create_invitation(request: Request, pk: int) -> HttpResponse:
    """Invite them to chat."""
    visitor, form = _visitor(request, pk), InvitationForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("There is nothing to send yet."))
    operations.invite(visitor, by=request.actor, **form.cleaned_data)
    return HttpResponse(status=204)


def edit_block(request: Request, pk: int) -> HttpResponse:
    """Ask for how long and why somebody may not chat."""
    return _dialog(request, _visitor(request, pk), BlockForm(), kind="block")


def create_block(request: Request, pk: int) -> HttpResponse:
    """Let them chat no more."""
    visitor, form = _visitor(request, pk), BlockForm(request.POST)
    if not form.is_valid():
        raise Invalid(next(str(errors[0]) for errors in form.errors.values()))
    operations.block(visitor, by=request.actor, **form.given)
    return HttpResponse(status=204)


def list_blocks(request: Request) -> HttpResponse:
    """Who may not chat, newest first."""
    blocks = Block.objects.visible_to(request.actor).select_related("visitor").order_by("-at", "-pk")
    return render(request, "chat/blocks.html", {"blocks": blocks[:200]})


def delete_block(request: Request, pk: int) -> HttpResponse:
    """Let somebody chat again, from everywhere."""
    block = get_object_or_404(Block.objects.visible_to(request.actor).select_related("visitor"), pk=pk)
    if block.visitor is not None:
        operations.unblock(block.visitor, by=request.actor)
    return redirect("chat:blocks")


def _visitor(request: Request, pk: int) -> Visitor:
    return get_object_or_404(Visitor.objects.visible_to(request.actor).select_related("widget__inbox"), pk=pk)


def _dialog(request: Request, visitor: Visitor, form: Any, *, kind: str) -> HttpResponse:
    return render(request, DIALOG, {"visitor": visitor, "form": form, "kind": kind})
