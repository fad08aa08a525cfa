"""Who sees a customer or a company: the form, and the list of all that are restricted.

Whoever may say it reads here whom a restriction is about, from inside or outside: one that nobody could find, or whose
insiders have all gone, could never be mended. Each change is written down with who was inside before and after.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from pult.customers import operations
from pult.customers.models import Company, Customer
from pult.customers.types import Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.readers import InsidersForm
from pult.workspace.queries import restricting as queries

from .answers import answer

FORM = "workspace/customers/readers.html"


@needs(Right.RESTRICT)
def list_restricted(request: Request) -> HttpResponse:
    """Every restricted customer, or every restricted company, and for whom they are."""
    shows_companies = request.GET.get("of") == "companies"
    after, before = request.GET.get("after"), request.GET.get("before")
    page = queries.restricted_page(request.actor, companies=shows_companies, after=after, before=before)
    context = {"page": page, "shows_companies": shows_companies}
    return answer(request, "workspace/customers/restricted.html", context)


@needs(Right.RESTRICT)
def edit_customer(request: Request, pk: int) -> HttpResponse:
    """For whom a customer is."""
    return _edit(request, _customer(request, pk))


@needs(Right.RESTRICT)
def change_customer(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Restrict a customer, or open them to everybody again."""
    return _change(request, _customer(request, pk))


@needs(Right.RESTRICT)
def edit_company(request: Request, pk: int) -> HttpResponse:
    """For whom a company is, with all its people."""
    return _edit(request, _company(request, pk))


@needs(Right.RESTRICT)
def change_company(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Restrict a company, or open it to everybody again."""
    return _change(request, _company(request, pk))


def _edit(request: Request, thing: Customer | Company) -> HttpResponse:
    return answer(request, FORM, _around(request, thing, InsidersForm(thing=thing)))


def _change(request: Request, thing: Customer | Company) -> HttpResponse | HttpResponseRedirect:
    form = InsidersForm(request.POST, thing=thing)
    if not form.is_valid():
        return answer(request, FORM, _around(request, thing, form))
    if form.cleaned_data["is_restricted"]:
        operations.restrict(thing, people=form.cleaned_data["people"], by=request.actor)
    else:
        operations.open_up(thing, by=request.actor)
    return redirect(_back(request, thing))


def _around(request: Request, thing: Customer | Company, form: InsidersForm) -> dict[str, Any]:
    is_company = isinstance(thing, Company)
    back = _back(request, thing)
    return {
        "thing": thing,
        "is_company": is_company,
        "form": form,
        "back": back,
        "is_seen": _sees(request, thing),
    }


def _back(request: Request, thing: Customer | Company) -> str:
    """Their page for whoever sees it, the list of all that are restricted for whoever does not."""
    if not _sees(request, thing):
        return reverse("workspace:restricted") + ("?of=companies" if isinstance(thing, Company) else "")
    return reverse(
        "workspace:company" if isinstance(thing, Company) else "workspace:customer", args=[thing.pk]
    )


def _sees(request: Request, thing: Customer | Company) -> bool:
    return request.actor.has(Right.READ) and not thing.is_closed_to(request.actor)


def _customer(request: Request, pk: int) -> Customer:
    return get_object_or_404(Customer.objects.restrictable_by(request.actor), pk=pk)


def _company(request: Request, pk: int) -> Company:
    return get_object_or_404(Company.objects.restrictable_by(request.actor), pk=pk)
