"""The customers' area: companies."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.customers import operations
from pult.customers.models import Company
from pult.customers.types import Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.customers import CompanyForm
from pult.workspace.queries import customers as queries
from pult.workspace.queries.readers import restrictions_on_company

from .answers import answer
from .rosters import tables_open_to

FORM = "workspace/customers/company_form.html"
MOST_PEOPLE = 100


@needs(Right.READ)
def list_companies(request: Request) -> HttpResponse:
    """Companies by name."""
    page = queries.company_page(
        request.actor, after=request.GET.get("after"), before=request.GET.get("before")
    )
    tables = tables_open_to(request.actor, "companies", request.GET)
    context = {"page": page, "may_edit": request.actor.has(Right.EDIT), "tables": tables}
    return answer(request, "workspace/customers/companies.html", context)


@needs(Right.READ)
def show_company(request: Request, pk: int) -> HttpResponse:
    """One company and its people."""
    company = _company(request, pk)
    after, before = request.GET.get("after"), request.GET.get("before")
    people = queries.people_of(company, request.actor)
    context = {
        **queries.written_about_company(company, request.actor),
        "people": queries.with_holds(people)
        .prefetch_related("identities")
        .order_by("name", "id")[:MOST_PEOPLE],
        "people_count": people.count(),
        "open_count": queries.open_in_company(company, request.actor),
        "page": queries.conversations_of_company(company, request.actor, after=after, before=before),
        "restrictions": restrictions_on_company(company),
    }
    return answer(request, "workspace/customers/company.html", context)


@needs(Right.EDIT)
def edit_company(request: Request, pk: int) -> HttpResponse:
    """The form with what is known."""
    company = _company(request, pk)
    initial = {"name": company.name, "domain": company.domain, "note": company.note}
    return answer(request, FORM, {"company": company, "form": CompanyForm(initial=initial)})


@needs(Right.EDIT)
def change_company(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Correct what is known."""
    company = _company(request, pk)
    form = CompanyForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"company": company, "form": form})
    operations.change_company(company, **form.cleaned_data, by=request.actor)
    return redirect("workspace:company", pk=pk)


@needs(Right.EDIT)
def new_company(request: Request) -> HttpResponse:
    """An empty form."""
    return answer(request, FORM, {"form": CompanyForm()})


@needs(Right.EDIT)
def create_company(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Write a new company down."""
    form = CompanyForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"form": form})
    given = form.cleaned_data
    company = operations.create_company(given["name"], domain=given["domain"], by=request.actor)
    return redirect("workspace:company", pk=company.pk)


def _company(request: Request, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.actor), pk=pk)
