"""The left and the middle pane: the views, and the list of one view."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from pult.conversations.types import Right
from pult.foundation.web import Request, needs, signed_in
from pult.ui.navigation import links_for
from pult.workspace import listing
from pult.workspace.queries import lists, saved
from pult.workspace.types import DeskView, Shelf

from .answers import answer, asks_for, open_conversation_id

TEMPLATE = "workspace/desk.html"


@signed_in
def show_home(request: Request) -> HttpResponse | HttpResponseRedirect:
    """The desk for those who serve; the first area that is theirs for everybody else."""
    if request.actor.has(Right.READ):
        return redirect("workspace:conversations")
    areas = [link.url for link in links_for(request.actor, path="") if link.url != request.path]
    return redirect(areas[0]) if areas else answer(request, "workspace/nothing.html", {})


@needs(Right.READ)
def show_view(request: Request, name: str = Shelf.MINE) -> HttpResponse:
    """One view's list, with no conversation opened beside it."""
    only_list = asks_for(request, "desk-list")
    views = lists.desk_views(request.actor, with_saved=not (only_list and name in set(Shelf)))
    view = find(request, views, name)
    context = views_context(request, views, view) | list_context(request, view)
    if only_list:
        return answer(request, TEMPLATE, context, part="list")
    # Views that somebody made may look far; the page does not wait for their counts.
    context["counts"] = lists.counts([one for one in views if one.saved is None], request.actor)
    context["counts_follow"] = any(one.saved and one.is_counted for one in views)
    return answer(request, TEMPLATE, context, part="desk" if asks_for(request, "desk") else "")


@needs(Right.READ)
def show_counts(request: Request) -> HttpResponse:
    """The left pane alone, with its counts; on a small screen it is a menu."""
    views = lists.desk_views(request.actor)
    context = views_context(request, views, find(request, views, request.GET.get("view", Shelf.MINE)))
    context["counts"] = lists.counts(views, request.actor)
    if "menu" in request.GET:
        return answer(request, "workspace/view_menu.html", context)
    return answer(request, TEMPLATE, context, part="views")


def views_context(request: Request, views: list[DeskView], view: DeskView) -> dict[str, Any]:
    """What the left pane shows, before its counts."""
    named = tuple((one.name, one.label) for one in views if one.department_id is not None or one.saved)
    topics = listing.topics_for(request.actor, views)
    return {"views": views, "views_key": named, "view": view, "topics": topics, "list_topics": topics}


def list_context(request: Request, view: DeskView) -> dict[str, Any]:
    """What the middle pane shows of a view."""
    place = {key: request.GET[key] for key in ("after", "before") if key in request.GET}
    page = lists.list_page(view, request.actor, after=place.get("after"), before=place.get("before"))
    rows = listing.drawn(lists.listed(page), view, open_id=open_conversation_id(request))
    address = reverse("workspace:view", args=[view.name])
    return {
        "rows": rows,
        "page": page,
        "list_url": f"{address}?{urlencode(place)}" if place else address,
        "gone": view.saved.conditions.gone() if view.saved else [],
    }


def find(request: Request, views: list[DeskView], name: str) -> DeskView:
    """The view with this address, if it is this person's."""
    view = next((one for one in views if one.name == name), None)
    if view is None and name.isascii() and name.isdigit() and len(name) < 16:
        view = saved.one(request.actor, int(name))
    if view is None:
        raise Http404
    return view


def around(request: Request, views: list[DeskView]) -> DeskView:
    """The view that stands beside an open conversation; one's own where the address names none that is there."""
    try:
        return find(request, views, request.GET.get("view", Shelf.MINE))
    except Http404:
        return find(request, views, Shelf.MINE)
