"""Pages behind a customer's sign-in: their language, who looks, and that nobody keeps them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from pult.accounts.types import Language
from pult.foundation.errors import DomainError

from .session import customer_of

View = Callable[..., HttpResponseBase]
LOCALES = tuple(Language.values)


def spoken(view: View) -> View:
    """A page in the language of its address, which no search engine lists and no cache keeps."""

    @wraps(view)
    def shown(request: HttpRequest, locale: str, **kwargs: Any) -> HttpResponseBase:
        if locale not in LOCALES:
            raise Http404
        with override(locale):
            response = view(request, locale=locale, **kwargs)
        response["Content-Language"] = locale
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return shown


def own(view: View) -> View:
    """A page for the customer who is signed in; everybody else is asked to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, locale: str, **kwargs: Any) -> HttpResponseBase:
        customer = customer_of(request)
        if customer is None:
            return _to_sign_in(request, locale)
        return view(request, locale=locale, customer=customer, **kwargs)

    return spoken(guarded)


def said(request: HttpRequest, where: str, act: Callable[[], Any], done: str) -> HttpResponseBase:
    """Do something and go on there, with a sentence that says that it is done or why it cannot be."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(where)


def _to_sign_in(request: HttpRequest, locale: str) -> HttpResponseBase:
    page = reverse("portal:requests-sign-in", kwargs={"locale": locale})
    # Only pages can be come back to; what was sent is not sent again.
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(f"{page}{back}")
