"""Live chats of the person who serves: what is offered, what they have, whether they take more."""

from typing import TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import resolve, reverse

from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.inboxes.types import Channel
from pult.routing import operations as routing
from pult.routing.models import Offer
from pult.ui.context import DOCK_COOKIE
from pult.workspace.forms.chats import RoomForm
from pult.workspace.queries import chats

from .answers import answer, checked, current_path, open_conversation_id
from .presence import shown

Response = TypeVar("Response", bound=HttpResponse)
DESK = {"workspace:conversation", "workspace:view", "workspace:conversations"}


@needs(Right.REPLY)
def show_dock(request: Request) -> HttpResponse:
    """What stands above every page: chats that are offered, and those that one serves now."""
    mine = chats.live_chats(request.actor, open_id=open_conversation_id(request))
    offers = chats.offers_to(request.actor)
    context = {
        "offers": offers,
        "chats": mine,
        "topics": " ".join(
            [f"offers:{request.actor.person_id}", *(f"conversation:{one.conversation.pk}" for one in mine)]
        ),
        "is_desk": resolve(current_path(request)).view_name in DESK,
        "is_audible": chats.is_audible(request.actor) if offers or mine else False,
    }
    return _holding(answer(request, "workspace/dock.html", context), has_chats=bool(mine))


@needs(Right.REPLY)
def accept_offer(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Take the chat that is offered, and open it."""
    offer = get_object_or_404(Offer.objects.visible_to(request.actor), pk=pk)
    conversation = routing.accept(offer, by=request.actor)
    address = reverse("workspace:conversation", args=[conversation.pk])
    if request.headers.get("HX-Request"):
        return _holding(HttpResponse(status=204, headers={"HX-Redirect": address}), has_chats=True)
    return _holding(redirect(address), has_chats=True)


def _holding(response: Response, *, has_chats: bool) -> Response:
    """The next page keeps a place for the chats from the beginning, so that nothing moves when they come."""
    if has_chats:
        response.set_cookie(
            DOCK_COOKIE, "1", httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie(DOCK_COOKIE)
    return response


@needs(Right.REPLY)
def decline_offer(request: Request, pk: int) -> HttpResponseBase:
    """Leave the chat to somebody else."""
    offer = get_object_or_404(Offer.objects.visible_to(request.actor), pk=pk)
    routing.decline(offer, by=request.actor)
    return show_dock(request) if request.headers.get("HX-Request") else redirect("workspace:home")


@needs(Right.REPLY)
def change_room(request: Request) -> HttpResponse:
    """Say whether one takes chats, and whether they are heard."""
    me = chats.member_of(request.actor)
    if me is None:
        raise PermissionDenied
    form = checked(RoomForm(request.POST))
    routing.set_room(me, Channel.CHAT, **form, capacity=chats.own_capacity(me), by=request.actor)
    return shown(request, me)
