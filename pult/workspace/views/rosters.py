"""Customers and companies as tables to keep: those whom the list shows."""

from urllib.parse import urlencode

from django.http import QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.customers.models import Company
from pult.customers.queries import search
from pult.customers.types import Right
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.sheets import CSV, XLSX
from pult.foundation.web import Request, needs
from pult.foundation.web.downloads import download
from pult.gateways.tables.queries import rows_of_companies, rows_of_customers
from pult.gateways.tables.types import Act
from pult.gateways.tables.types import Right as Tables
from pult.workspace.forms.customers import FilterForm
from pult.workspace.queries import customers as queries


@needs(Right.READ)
@needs(Tables.EXPORT)
def read_customers(request: Request, kind: str) -> StreamingHttpResponse:
    """Every customer whom the list's filter leaves, however many; with a text those whom it finds."""
    filters = FilterForm(request.GET, companies=Company.objects.visible_to(request.actor))
    found = queries.filtered(request.actor, filters.wanted)
    if text := request.GET.get("q", "").strip():
        found = found.filter(pk__in=[one.pk for one in search(request.actor, text, limit=queries.MOST_FOUND)])
    _note(request, "customers")
    return download(kind, "customers", _("Customers"), rows_of_customers(found))


@needs(Right.READ)
@needs(Tables.EXPORT)
def read_companies(request: Request, kind: str) -> StreamingHttpResponse:
    """Every company."""
    _note(request, "companies")
    return download(
        kind, "companies", _("Companies"), rows_of_companies(Company.objects.visible_to(request.actor))
    )


def tables_open_to(actor: Actor, what: str, asked: QueryDict) -> dict[str, str]:
    """Where tables can be brought in and taken along from a list, as far as the actor may."""
    found: dict[str, str] = {}
    if actor.has(Tables.IMPORT):
        found["bring_in"] = f"{reverse('tables:imports')}?what={what}"
    if actor.has(Tables.EXPORT):
        as_shown = urlencode(
            [(key, one) for key in ("q", *FilterForm.base_fields) for one in asked.getlist(key) if one]
        )
        for kind in (CSV, XLSX):
            address = reverse(f"workspace:{what}-table", args=[kind])
            found[kind] = f"{address}?{as_shown}" if as_shown else address
    return found


def _note(request: Request, what: str) -> None:
    asked = {key: value for key, value in request.GET.items() if value}
    audit.record(
        Act.EXPORTED,
        by=request.actor,
        about=f"table:{what}",
        about_name=what,
        after={"asked": urlencode(asked)},
    )
