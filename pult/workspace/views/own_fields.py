"""What a department wants to know of its own about customers and companies."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.customers import operations
from pult.customers.models import Company
from pult.customers.types import Right
from pult.fields.queries import AskedForm
from pult.fields.types import Audience
from pult.foundation.web import Request, needs
from pult.workspace.queries.fields import own_form

from .answers import answer
from .customers import customer_of

TEMPLATE = "workspace/customers/own_fields.html"


def _form(audience: Audience, pk: int, *sent: Any) -> AskedForm:
    form = own_form(audience, pk, *sent)
    if form is None:
        raise Http404
    return form


def _page(request: Request, thing: Any, name: str, form: AskedForm, *, status: int = 200) -> HttpResponse:
    back = reverse(f"workspace:{name}", args=[thing.pk])
    crumbs = [_list_of(name), {"text": thing.name, "href": back}]
    context = {"thing": thing, "form": form, "back": back, "crumbs": crumbs}
    response = answer(request, TEMPLATE, context)
    response.status_code = status
    return response


def _list_of(name: str) -> dict[str, str]:
    if name == "customer":
        return {"text": _("Customers"), "href": reverse("workspace:customers")}
    return {"text": _("Companies"), "href": reverse("workspace:companies")}


def _changed(
    request: Request, thing: Any, name: str, form: AskedForm, write: Callable[..., None]
) -> HttpResponse | HttpResponseRedirect:
    if not form.is_valid():
        return _page(request, thing, name, form, status=422)
    write(thing, form.given, by=request.actor)
    return redirect(f"workspace:{name}", pk=thing.pk)


@needs(Right.EDIT)
def edit_customer_fields(request: Request, pk: int) -> HttpResponse:
    """The fields of a customer, to be filled in."""
    return _page(request, customer_of(request, pk), "customer", _form(Audience.CUSTOMER, pk))


@needs(Right.EDIT)
def change_customer_fields(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Fill in the fields of a customer."""
    form = _form(Audience.CUSTOMER, pk, request.POST)
    return _changed(request, customer_of(request, pk), "customer", form, operations.write_fields)


@needs(Right.EDIT)
def edit_company_fields(request: Request, pk: int) -> HttpResponse:
    """The fields of a company, to be filled in."""
    return _page(request, _company(request, pk), "company", _form(Audience.COMPANY, pk))


@needs(Right.EDIT)
def change_company_fields(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Fill in the fields of a company."""
    form = _form(Audience.COMPANY, pk, request.POST)
    return _changed(request, _company(request, pk), "company", form, operations.write_company_fields)


def _company(request: Request, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.actor), pk=pk)
