"""Whether an article helped."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from pult.foundation.web.requests import trace_of
from pult.knowledge import operations as knowledge
from pult.knowledge.types import Reader
from pult.portal.help_pages import help_page
from pult.portal.limits import take_one
from pult.portal.queries import articles

MOST_AN_HOUR = 30


@help_page
def create_feedback(request: HttpRequest, locale: str, pk: int, reader: Reader) -> HttpResponseBase:  # noqa: ARG001
    """Say whether it helped. A machine that fills in what people do not see is thanked and forgotten."""
    page = articles.article_page(pk, reader=reader, frame=request.help_centre)  # type: ignore[attr-defined]
    helpful = request.POST.get("helpful", "")
    if page is None or helpful not in ("yes", "no"):
        raise Http404
    if not request.POST.get("website"):
        take_one(request, "feedback", most=MOST_AN_HOUR)
        said = request.POST.get("comment", "")
        knowledge.record_feedback(
            page.translation, is_helpful=helpful == "yes", comment=said, trace=trace_of(request)
        )
    return redirect(f"{page.address}?helpful={helpful}#helpful")
