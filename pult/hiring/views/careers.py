"""`/careers`: the openings, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import override

from pult.foundation.actors import Actor, Kind
from pult.hiring import operations, queries
from pult.hiring.careers import structured
from pult.hiring.careers.frame import LOCALES, embeddable, is_known, languages, public, visitor_language
from pult.hiring.careers.limits import take_one
from pult.hiring.forms.applying import ApplyForm
from pult.hiring.models import Opening
from pult.hiring.queries.openings import Choice, choices_of

GUEST = Actor(kind=Kind.CANDIDATE)
FORM = "hiring/careers/apply.html"


def choose_language(request: HttpRequest) -> HttpResponse:
    """To the openings in the visitor's language."""
    response = redirect("hiring:careers", locale=visitor_language(request))
    response["Vary"] = "Accept-Language, Cookie"
    return response


@public
def list_openings(request: HttpRequest, locale: str) -> HttpResponse:
    """What is open, and how we choose."""
    choice = Choice(**{name: request.GET.get(name, "") for name in ("department", "place", "employment")})
    page = {
        "openings": queries.published(choice),
        "choices": choices_of(queries.published()),
        "choice": choice,
        "settings": queries.settings(),
        "languages": languages("hiring:careers", locale),
        "locale": locale,
    }
    return render(request, "hiring/careers/list.html", page)


@public
def read_opening(request: HttpRequest, locale: str, slug: str) -> HttpResponse:
    """What the job is, what matters, how the process goes, and how to prepare."""
    opening = _opening(slug)
    page = {
        "opening": opening,
        "posting": structured.job_posting(opening, locale) if opening.is_published else "",
        "languages": languages("hiring:public-opening", locale, slug=slug),
        "locale": locale,
    }
    return render(request, "hiring/careers/opening.html", page, status=200 if opening.is_published else 410)


@public
def new_application(request: HttpRequest, locale: str, slug: str) -> HttpResponseBase:
    """An empty form."""
    opening = _opening(slug)
    if not opening.is_published:
        return redirect("hiring:public-opening", locale=locale, slug=slug)
    return _form(request, opening, ApplyForm(opening=opening), locale)


@public
def create_application(request: HttpRequest, locale: str, slug: str) -> HttpResponseBase:
    """Apply. A machine that fills in what people do not see is thanked and forgotten."""
    opening = _opening(slug)
    form = ApplyForm(request.POST, request.FILES, opening=opening)
    if not form.is_by_a_machine:
        if not form.is_valid():
            return _form(request, opening, form, locale, status=422)
        take_one(request)
        operations.apply(opening, form.form(), by=GUEST)
    return redirect("hiring:thanks", locale=locale, slug=slug)


@public
def read_thanks(request: HttpRequest, locale: str, slug: str) -> HttpResponse:
    """What happens now."""
    page = {
        "opening": _opening(slug),
        "languages": languages("hiring:thanks", locale, slug=slug),
        "locale": locale,
    }
    return render(request, "hiring/careers/thanks.html", page)


@public
def read_feed(request: HttpRequest, locale: str) -> HttpResponse:  # noqa: ARG001 - views are given the request
    """The openings for feed readers."""
    text = structured.feed(queries.published(), locale)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@public
def read_embedded(request: HttpRequest, locale: str) -> HttpResponse:
    """The list for a frame on another page."""
    page = {"openings": queries.published(), "locale": locale}
    return embeddable(render(request, "hiring/careers/embed.html", page))


def read_json(request: HttpRequest) -> HttpResponse:
    """The list for other programs, in the language that `?locale=` names."""
    asked = request.GET.get("locale", "")
    with override(asked if asked in LOCALES else visitor_language(request)):
        response = JsonResponse({"openings": structured.as_list(queries.published())})
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


def read_sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    pages = {"pages": structured.addresses(queries.published())}
    return render(request, "hiring/careers/sitemap.xml", pages, content_type="application/xml")


def _opening(slug: str) -> Opening:
    opening = queries.public_opening(slug)
    if opening is None or not is_known(opening.status):
        raise Http404
    return opening


def _form(
    request: HttpRequest, opening: Opening, form: ApplyForm, locale: str, *, status: int = 200
) -> HttpResponse:
    page = {
        "opening": opening,
        "form": form,
        "settings": queries.settings(),
        "languages": languages("hiring:apply", locale, slug=opening.slug),
        "locale": locale,
    }
    return render(request, FORM, page, status=status)
