"""The desk at this moment, on a page and on a wall."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from pult.conversations.types import Right as ConversationRight
from pult.dashboards.floor import floor
from pult.dashboards.places import tabs
from pult.dashboards.scope import view_of_now
from pult.foundation.web import Request

PAGE = "dashboards/floor.html"


def read_floor(request: Request) -> HttpResponse:
    """Who waits, what is late, who is there; what changes alone for a fragment."""
    view, form = view_of_now(request.actor, request.GET)
    page = {
        "floor": floor(view),
        "form": form,
        "is_wall": "wall" in request.GET,
        "frame": "dashboards/wall.html" if "wall" in request.GET else "ui/page.html",
        "tabs": tabs("floor", request.actor, request.GET),
        "may_read": request.actor.has(ConversationRight.READ),
    }
    response = render(request, f"{PAGE}#now" if request.htmx else PAGE, page)
    patch_vary_headers(response, ["HX-Request"])
    return response
