"""Erasing a person, confirmed by typing their name."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pult.customers.types import Right
from pult.foundation.errors import Invalid
from pult.foundation.web import Request, needs
from pult.retention import operations
from pult.workspace.queries import customers as queries

from .answers import answer
from .customers import customer_of


@needs(Right.DELETE)
def edit_erasure(request: Request, pk: int) -> HttpResponse:
    """What will be gone, what stays, and a field for the name."""
    customer = customer_of(request, pk)
    context = {
        "customer": customer,
        "open_count": queries.open_of(customer),
        "count": queries.count_of(customer),
    }
    return answer(request, "workspace/customers/erasure.html", context)


@needs(Right.DELETE)
def create_erasure(request: Request, pk: int) -> HttpResponseRedirect:
    """Begin; it goes on in the background."""
    customer = customer_of(request, pk)
    if queries.open_of(customer):
        raise Invalid(_("There are open conversations with this customer. Solve them first."))
    operations.ask_erasure(customer, typed=request.POST.get("name", ""), by=request.actor)
    return redirect("workspace:customer", pk=pk)
