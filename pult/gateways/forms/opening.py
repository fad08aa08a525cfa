"""Opening a contact form for a visitor: in which language, and where it may stand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.brands import queries as brands
from pult.foundation.web import limits

from .models import ContactForm
from .public_form import PublicForm
from .queries import public_form

View = Callable[..., HttpResponseBase]
MOST_AN_HOUR = 30
MOST_QUESTIONS_AN_HOUR = 600


def opened(view: View) -> View:
    """Give the view the form of the address, in the language of the address; 404 where there is none."""

    @wraps(view)
    def shown(request: HttpRequest, key: str, locale: str) -> HttpResponseBase:
        form = public_form(key)
        if form is None or locale not in form.languages or not _is_at_home(request, form):
            raise Http404
        with override(locale):
            response = view(request, form=form, locale=locale)
        response["Content-Language"] = locale
        return embeddable(response, form) if is_embedded(request) else response

    return shown


def _is_at_home(request: HttpRequest, form: ContactForm) -> bool:
    """At the host of a brand stand its own forms; at the main host all do, each with the look of its brand."""
    brand = brands.brand_of(form.inbox.brand_id)
    if brands.shown_by(request).is_house:
        request.at_brand = brand  # type: ignore[attr-defined]
        return True
    return brands.shown_by(request).pk == brand.pk


def sparing(what: str, most: int) -> Callable[[View], View]:
    """Refuse who comes too often, before anything else is looked at."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if not limits.may(what, request, most=most):
                words = _("That was too often. Please try again in an hour.")
                return HttpResponse(f"{words}\n", status=429, content_type="text/plain; charset=utf-8")
            return view(request, **kwargs)

        return guarded

    return guard


def is_embedded(request: HttpRequest) -> bool:
    """Whether the page stands in a frame of another page."""
    return "embedded" in request.GET


def embeddable(response: HttpResponseBase, form: ContactForm) -> HttpResponseBase:
    """Let other pages show this one in a frame: those that were named, or every one."""
    hosts = form.embed_hosts.split() or ["*"]
    response._csp_update = None  # type: ignore[attr-defined]
    response._csp_replace = {"frame-ancestors": hosts}  # type: ignore[attr-defined]
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    return response


def language_for(request: HttpRequest, form: ContactForm) -> str:
    """The visitor's language, as far as the form speaks it."""
    asked = get_language_from_request(request)
    if asked in form.languages:
        return asked
    usual = settings.LANGUAGE_CODE
    return usual if usual in form.languages or not form.languages else form.languages[0]


def page(
    request: HttpRequest, form: ContactForm, filled: PublicForm, locale: str, *, status: int = 200
) -> HttpResponse:
    """The form as a page, or as the inside of a frame."""
    context = {
        "contact_form": form,
        "form": filled,
        "locale": locale,
        "languages": languages(form, locale),
        "outside": outside(request),
        "embedded": "?embedded=1" if is_embedded(request) else "",
    }
    return render(request, "forms/form.html", context, status=status)


def languages(form: ContactForm, here: str) -> list[dict[str, Any]]:
    """The same form in every language that it speaks."""
    return [
        {
            "code": one.value,
            "label": str(one.label),
            "path": reverse("forms:form", kwargs={"key": form.key, "locale": one.value}),
            "is_here": one.value == here,
        }
        for one in Language
        if one.value in form.languages
    ]


def outside(request: HttpRequest) -> str:
    """The template around the page."""
    return "forms/embedded.html" if is_embedded(request) else "forms/hosted.html"
