"""`/hc/…/requests/profile`: a customer's own data, to change, to take along, to have erased."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.foundation.errors import DomainError
from pult.foundation.files import serving
from pult.portal import operations
from pult.portal.forms.own import OwnDataForm, OwnPasswordForm
from pult.portal.forms.requests import AddressForm, ErasureForm
from pult.portal.queries import exports
from pult.portal.queries import requests as queries
from pult.portal.session import came_by_link, sign_in
from pult.portal.visiting import own, said


@own
def read_profile(request: HttpRequest, locale: str, customer: Customer) -> HttpResponse:
    """What a customer can change."""
    return _page(request, locale, customer)


@own
def change_profile(request: HttpRequest, locale: str, customer: Customer) -> HttpResponseBase:
    """Another name, another language."""
    form = OwnDataForm(request.POST, customer=customer, locale=locale)
    if not form.is_valid():
        return _page(request, locale, customer, status=422, data=form)
    customers.change_customer(customer, by=customer.actor, **form.cleaned_data)
    messages.success(request, _("Your data are changed."))
    return redirect("portal:requests-profile", locale=locale)


@own
def change_password(request: HttpRequest, locale: str, customer: Customer) -> HttpResponseBase:
    """A password, or another one."""
    form = OwnPasswordForm(request.POST, asks_current=_asks_current(request, customer))
    if form.is_valid():
        try:
            stamp = customers.change_password(customer, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            sign_in(request, customer, stamp=stamp)
            messages.success(request, _("Your password is changed. Other browsers have to sign in again."))
            return redirect("portal:requests-profile", locale=locale)
    return _page(request, locale, customer, status=422, password=form)


@own
def create_address(request: HttpRequest, locale: str, customer: Customer) -> HttpResponseBase:
    """A further address counts once the link that goes there was opened."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, locale, customer, status=422, address=form)
    address = form.cleaned_data["address"]
    customers.ask_for_address(
        customer, address, language=locale, by=customer.actor, brand_id=brands.shown_by(request).pk
    )
    messages.success(
        request, _("We have written to %(address)s. Open the link in it.") % {"address": address}
    )
    return redirect("portal:requests-profile", locale=locale)


@own
def delete_address(request: HttpRequest, locale: str, customer: Customer, pk: int) -> HttpResponseBase:
    """An address that is not the customer's any more."""
    found = next((one for one in queries.addresses_of(customer) if one.pk == pk), None)
    if found is None:
        raise Http404
    where = reverse("portal:requests-profile", kwargs={"locale": locale})
    return said(
        request,
        where,
        lambda: customers.drop_address(found, by=customer.actor),
        _("The address is removed."),
    )


@own
def read_address(request: HttpRequest, locale: str, customer: Customer, token: str) -> HttpResponse:
    """A link that went to a further address: somebody has to press the button."""
    page = {"token": token, "locale": locale, "customer": customer, "here": "profile"}
    return render(request, "portal/requests/address.html", page)


@own
def confirm_address(request: HttpRequest, locale: str, customer: Customer, token: str) -> HttpResponseBase:
    """The address is the customer's from now on."""
    where = reverse("portal:requests-profile", kwargs={"locale": locale})
    return said(
        request, where, lambda: customers.confirm_address(token, by=customer), _("The address is confirmed.")
    )


@own
def create_export(request: HttpRequest, locale: str, customer: Customer) -> HttpResponseBase:
    """Everything that is known of the customer, to take along."""
    where = reverse("portal:requests-profile", kwargs={"locale": locale})
    return said(
        request,
        f"{where}#export",
        lambda: operations.ask_for_export(customer),
        _("Your data are being put together. You find them below."),
    )


@own
def read_export(request: HttpRequest, locale: str, customer: Customer, pk: int) -> HttpResponseBase:  # noqa: ARG001
    """The archive."""
    found = exports.export_of(customer, pk)
    if found is None or found.file is None:
        raise Http404
    return serving.answer(request, serving.Named(found.file, found.name, may_be_cached=False))


@own
def create_erasure(request: HttpRequest, locale: str, customer: Customer) -> HttpResponseBase:
    """The customer wants to be forgotten; the desk is asked."""
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, locale, customer, status=422, erasure=form)
    given = form.cleaned_data
    received = operations.ask_for_erasure(
        by=customer, words=given["words"], key=given["key"], brand=brands.shown_by(request)
    )
    messages.success(request, _("Your request is with us. We answer here and by mail."))
    return redirect("portal:request", locale=locale, number=received.conversation.pk)


def _page(
    request: HttpRequest, locale: str, customer: Customer, *, status: int = 200, **forms: object
) -> HttpResponse:
    page = {
        "data": OwnDataForm(customer=customer, locale=locale),
        "password": OwnPasswordForm(asks_current=_asks_current(request, customer), auto_id="password_%s"),
        "address": AddressForm(auto_id="address_%s"),
        "erasure": ErasureForm(auto_id="erasure_%s"),
        "addresses": queries.addresses_of(customer),
        "exports": exports.exports_of(customer),
        "customer": customer,
        "locale": locale,
        "here": "profile",
        **forms,
    }
    return render(request, "portal/requests/profile.html", page, status=status)


def _asks_current(request: HttpRequest, customer: Customer) -> bool:
    return bool(customer.access.password) and not came_by_link(request)
