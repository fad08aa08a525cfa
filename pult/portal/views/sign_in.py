"""`/hc/…/requests/sign-in`: customers come in by a mailed link, or by a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.customers import operations
from pult.foundation.actors import NOBODY
from pult.foundation.errors import DomainError
from pult.foundation.web import limits
from pult.portal.forms.requests import AddressForm, PasswordSignInForm
from pult.portal.session import customer_of, sign_in, sign_out
from pult.portal.visiting import spoken

PAGE = "portal/requests/sign_in.html"
MOST_LINKS_AN_HOUR = 20
MOST_GUESSES_AN_HOUR = 60


@spoken
def read_sign_in(request: HttpRequest, locale: str) -> HttpResponseBase:
    """Two ways in."""
    if customer_of(request) is not None:
        return redirect("portal:requests", locale=locale)
    return _page(request, locale)


@spoken
def create_link(request: HttpRequest, locale: str) -> HttpResponseBase:
    """Ask for a link; the answer is the same whoever asks."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, locale, link=form, status=422)
    if not limits.may("portal.link", request, most=MOST_LINKS_AN_HOUR):
        return _too_often(request, locale)
    operations.ask_for_link(
        form.cleaned_data["address"], language=locale, by=NOBODY, brand_id=brands.shown_by(request).pk
    )
    return redirect("portal:requests-sent", locale=locale)


@spoken
def read_sent(request: HttpRequest, locale: str) -> HttpResponseBase:  # noqa: ARG001 - views are given it
    """Look into your mailbox."""
    return render(request, "portal/requests/sent.html")


@spoken
def create_session(request: HttpRequest, locale: str) -> HttpResponseBase:
    """Come in by a password."""
    form = PasswordSignInForm(request.POST)
    if not form.is_valid():
        return _page(request, locale, password=form, status=422)
    if not limits.may("portal.guess", request, most=MOST_GUESSES_AN_HOUR):
        return _too_often(request, locale)
    try:
        customer = operations.sign_in_by_password(**form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, locale, password=form, status=422)
    sign_in(request, customer)
    return redirect(_next(request, locale))


@spoken
def read_entry(request: HttpRequest, locale: str, token: str) -> HttpResponseBase:
    """A mailed link: programs that look into mails open it too, so a person has to press the button."""
    return render(request, "portal/requests/entry.html", {"token": token, "locale": locale})


@spoken
def create_entry(request: HttpRequest, locale: str, token: str) -> HttpResponseBase:
    """Come in by a mailed link."""
    try:
        customer = operations.sign_in_by_link(token)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:requests-sign-in", locale=locale)
    sign_in(request, customer, by_link=True)
    return redirect("portal:requests", locale=locale)


@spoken
def delete_session(request: HttpRequest, locale: str) -> HttpResponseBase:
    """Go."""
    sign_out(request)
    messages.success(request, _("You are signed out."))
    return redirect("portal:requests-sign-in", locale=locale)


def _page(
    request: HttpRequest,
    locale: str,
    *,
    link: AddressForm | None = None,
    password: PasswordSignInForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "locale": locale,
        "link": link or AddressForm(auto_id="link_%s"),
        "password": password or PasswordSignInForm(),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, PAGE, page, status=status)


def _too_often(request: HttpRequest, locale: str) -> HttpResponse:
    messages.error(request, _("That was too often. Please try again in an hour."))
    return _page(request, locale, status=429)


def _next(request: HttpRequest, locale: str) -> str:
    home = reverse("portal:requests", kwargs={"locale": locale})
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith(home)
    return asked if is_ours else home
