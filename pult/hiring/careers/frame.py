"""The frame of the careers site: its language, its brand, and kind answers where a link is dead."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings as django_settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.errors import DomainError
from pult.hiring import queries
from pult.hiring.types import OpeningStatus
from pult.ui.look import Brand

View = Callable[..., HttpResponseBase]
LOCALES = tuple(Language.values)


def visitor_language(request: HttpRequest) -> str:
    """The language that the visitor's browser asks for."""
    asked = get_language_from_request(request)
    return asked if asked in LOCALES else django_settings.LANGUAGE_CODE


def public(view: View) -> View:
    """A page of the careers site in the language of its address, under the house's name and colour."""

    @wraps(view)
    def shown(request: HttpRequest, locale: str, **kwargs: Any) -> HttpResponseBase:
        if locale not in LOCALES:
            raise Http404
        with override(locale):
            dress(request, locale)
            response = view(request, locale=locale, **kwargs)
        response["Content-Language"] = locale
        return response

    return shown


def behind(
    name: str,
    find: Callable[[str], Any],
    language_of: Callable[[Any], str],
    *,
    title: str | Promise = "",
    may_choose: bool = False,
) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Pages behind a signed link: what it leads to, under this name, in its language; explained where it leads nowhere.

    Where the reader may choose a language, it is given to the view as well.
    """

    def guard(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            asked = request.GET.get("language", "") if may_choose else ""
            chosen = asked if asked in LOCALES else ""
            language = chosen or visitor_language(request)
            try:
                found = find(token)
                language = chosen or language_of(found)
                more = {"language": language} if may_choose else {}
                response = _shown(view, request, language, token=token, **{name: found}, **more, **kwargs)
            except DomainError as refusal:
                response = _shown(_gone, request, language, refusal=refusal, title=title)
            return private(response, language)

        return opened

    return guard


def _shown(
    view: Callable[..., HttpResponseBase], request: HttpRequest, language: str, /, **given: Any
) -> HttpResponseBase:
    with override(language):
        dress(request, language)
        return view(request, **given)


def _gone(request: HttpRequest, refusal: DomainError, title: str | Promise) -> HttpResponseBase:
    page = {"refusal": refusal, **({"title": title} if title else {})}
    return render(request, "hiring/careers/gone.html", page, status=refusal.status)


own_link = behind("application", queries.application_behind, lambda found: found.candidate.language)
own_play = behind("play", queries.play_behind, lambda found: found.language)
referee_link = behind(
    "referee", queries.referee_behind, lambda found: found.language, title=_("Reference"), may_choose=True
)


def private(response: HttpResponseBase, language: str) -> HttpResponseBase:
    """A page behind a candidate's key: nobody else keeps it, and its address goes nowhere."""
    response["Content-Language"] = language
    response["Referrer-Policy"] = "no-referrer"  # the address is the candidate's key
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def dress(request: HttpRequest, locale: str) -> None:
    """Under the house's name and colour."""
    home = reverse("hiring:careers", kwargs={"locale": locale})
    brand = Brand(name=queries.house_name(), colour=queries.settings().colour, home=home, language=locale)
    request.brand = brand  # type: ignore[attr-defined]


def languages(name: str, here: str, **kwargs: Any) -> list[dict[str, Any]]:
    """The same page in every language, for readers and for search engines."""
    return [
        {
            "code": language.value,
            "label": language.label,
            "path": (path := reverse(name, kwargs={"locale": language.value, **kwargs})),
            "address": f"{django_settings.APP_URL}{path}",
            "is_here": language.value == here,
        }
        for language in Language
    ]


def embeddable(response: HttpResponse) -> HttpResponse:
    """Let other pages show this one in a frame: those that were named, or every one."""
    hosts = queries.settings().embed_hosts.split() or ["*"]
    response._csp_update = None  # type: ignore[attr-defined]
    response._csp_replace = {"frame-ancestors": hosts}  # type: ignore[attr-defined]
    response.xframe_options_exempt = True
    return response


def sealed(response: HttpResponse) -> HttpResponse:
    """The browser itself lets this page ask and tell no server anything, and send no form."""
    response._csp_update = None  # type: ignore[attr-defined]
    response._csp_replace = {"connect-src": ["'none'"], "form-action": ["'none'"]}  # type: ignore[attr-defined]
    return response


def is_known(status: str) -> bool:
    """Whether an opening in this status still has a page, which may say that it is closed."""
    return status not in {OpeningStatus.DRAFT, OpeningStatus.REQUESTED, OpeningStatus.APPROVED}
