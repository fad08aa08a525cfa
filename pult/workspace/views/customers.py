"""The customers' area: people who ask."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.customers import operations
from pult.customers.errors import OutOfReach
from pult.customers.models import Company, Customer
from pult.customers.queries import merged_customer
from pult.customers.types import IdentityKind, Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.customers import CustomerForm, FilterForm, IdentityForm, NewCustomerForm, initial_of
from pult.workspace.queries import customers as queries
from pult.workspace.queries.readers import restrictions_on

from .answers import answer, checked
from .rosters import tables_open_to

FORM = "workspace/customers/form.html"


@needs(Right.READ)
def list_customers(request: Request) -> HttpResponse:
    """Customers by name."""
    text = request.GET.get("q", "").strip()
    filters = FilterForm(request.GET, companies=_companies(request))
    page = queries.customer_page(
        request.actor,
        text,
        filters.wanted,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
    )
    context = {"page": page, "q": text, "filters": filters, "is_filtered": not filters.wanted.is_all}
    context["tables"] = tables_open_to(request.actor, "customers", request.GET)
    return answer(request, "workspace/customers/list.html", context)


@needs(Right.READ)
def show_customer(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """One customer: who they are, how they are reached, what they wrote about. Who was merged leads on."""
    if (merged := merged_customer(request.actor, pk)) is not None:
        return redirect("workspace:customer", pk=merged.pk)
    customer = get_object_or_404(queries.shown(request.actor, pk))
    after, before = request.GET.get("after"), request.GET.get("before")
    context = {
        "page": queries.conversations_of(customer, request.actor, after=after, before=before),
        "form": IdentityForm(),
        **queries.written_about(customer, request.actor),
        "restrictions": restrictions_on(customer),
    }
    return answer(request, "workspace/customers/customer.html", context)


@needs(Right.EDIT)
def edit_customer(request: Request, pk: int) -> HttpResponse:
    """The form with what is known."""
    customer = customer_of(request, pk)
    form = CustomerForm(initial=initial_of(customer), companies=_companies(request))
    return answer(request, FORM, {"customer": customer, "form": form})


@needs(Right.EDIT)
def change_customer(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Correct what is known."""
    customer = customer_of(request, pk)
    form = CustomerForm(request.POST, companies=_companies(request))
    if not form.is_valid():
        return answer(request, FORM, {"customer": customer, "form": form})
    given = form.cleaned_data
    moves = given["company"] != customer.company
    operations.change_customer(
        customer, name=given["name"], language=given["language"], note=given["note"], by=request.actor
    )
    operations.place_in_company(customer, given["company"], by=request.actor)
    if not moves:
        operations.allow_company(customer, is_allowed=given["reads_company"], by=request.actor)
    return redirect("workspace:customer", pk=pk)


@needs(Right.EDIT)
def new_customer(request: Request) -> HttpResponse:
    """An empty form."""
    return answer(request, FORM, {"form": NewCustomerForm(companies=_companies(request))})


@needs(Right.EDIT)
def create_customer(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Write somebody new down; whoever is known by that address already is shown."""
    form = NewCustomerForm(request.POST, companies=_companies(request))
    if not form.is_valid():
        return answer(request, FORM, {"form": form})
    try:
        customer = _written_down(request, form.cleaned_data)
    except OutOfReach as refusal:
        form.add_error("email", str(refusal))
        return answer(request, FORM, {"form": form})
    return redirect("workspace:customer", pk=customer.pk)


def _written_down(request: Request, given: dict[str, Any]) -> Customer:
    customer = operations.identify_by_hand(given["email"], name=given["name"], by=request.actor)
    operations.change_customer(customer, language=given["language"], note=given["note"], by=request.actor)
    if given["company"]:
        operations.place_in_company(customer, given["company"], by=request.actor)
    return customer


@needs(Right.EDIT)
def create_identity(request: Request, pk: int) -> HttpResponseRedirect:
    """Add an address or a number."""
    customer = customer_of(request, pk)
    given = checked(IdentityForm(request.POST))
    operations.add_identity(customer, IdentityKind(given["kind"]), given["value"], by=request.actor)
    return redirect("workspace:customer", pk=pk)


@needs(Right.EDIT)
def delete_identity(request: Request, pk: int) -> HttpResponseRedirect:
    """Take an address or a number away."""
    identity = get_object_or_404(queries.identities_open_to(request.actor), pk=pk)
    operations.remove_identity(identity, by=request.actor)
    return redirect("workspace:customer", pk=identity.customer_id)


@needs(Right.EDIT)
def create_main(request: Request, pk: int) -> HttpResponseRedirect:
    """Write to this address from now on."""
    identity = get_object_or_404(queries.identities_open_to(request.actor), pk=pk)
    operations.choose_main(identity, by=request.actor)
    return redirect("workspace:customer", pk=identity.customer_id)


def customer_of(request: Request, pk: int) -> Customer:
    """The customer whom an address names, for those who may see them."""
    seen = Customer.objects.visible_to(request.actor).select_related("company")
    return get_object_or_404(seen, pk=pk)


def _companies(request: Request) -> object:
    return Company.objects.visible_to(request.actor).order_by("name")
