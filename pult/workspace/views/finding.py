"""Finding: the search page and the command palette."""

from typing import Any

from django.http import HttpResponse

from pult.conversations import queries as conversations
from pult.conversations.types import Right
from pult.customers import queries as customers
from pult.foundation.web import Request, needs, signed_in
from pult.workspace import finding, palette

from .answers import answer

MOST_CUSTOMERS = 6


@needs(Right.READ)
def show_search(request: Request) -> HttpResponse:
    """Conversations in which something was said, and customers, newest first."""
    text = request.GET.get("q", "").strip()
    older = request.GET.get("older", "")
    older_than = int(older) if older.isdigit() else None
    found = conversations.search(request.actor, text, older_than=older_than)
    people = [] if older_than else customers.search(request.actor, text, limit=MOST_CUSTOMERS)
    context: dict[str, Any] = {"q": text, "people": people if text else []}
    context |= {"hits": finding.drawn(found.hits), "older_than": found.older_than}
    return answer(request, "workspace/search.html", context)


@signed_in
def show_palette(request: Request) -> HttpResponse:
    """Where one can go from here by typing a few letters."""
    options = palette.options_for(request.actor, request.GET.get("q", "").strip(), path=request.path)
    return answer(request, "workspace/palette.html", {"options": options})
