"""While a customer writes a new request: articles that may answer it already, and what became of them."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from pult.customers.models import Customer
from pult.gateways.forms import operations as asking
from pult.gateways.forms import queries
from pult.gateways.forms.types import PortalNote
from pult.portal.limits import take_one
from pult.portal.reading import reader_of
from pult.portal.visiting import own

MOST_QUESTIONS_AN_HOUR = 300


@own
def list_suggestions(request: HttpRequest, locale: str, customer: Customer) -> HttpResponse:  # noqa: ARG001
    """The best articles that this customer may read."""
    take_one(request, "ask", most=MOST_QUESTIONS_AN_HOUR)
    words = request.GET.get("q", "")
    found = queries.articles_for(words, reader=reader_of(request), locale=locale)
    if found:
        asking.note_on_portal(request.GET.get("ticket", ""), PortalNote.SHOWN)
    return JsonResponse({"articles": found})


@own
def create_note(request: HttpRequest, locale: str, customer: Customer) -> HttpResponse:  # noqa: ARG001
    """An article was opened, or answers it."""
    take_one(request, "ask", most=MOST_QUESTIONS_AN_HOUR)
    what = request.POST.get("what", "")
    if what in {PortalNote.OPENED, PortalNote.ANSWERED}:
        asking.note_on_portal(request.POST.get("ticket", ""), PortalNote(what))
    return HttpResponse(status=204)
