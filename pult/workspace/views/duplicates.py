"""Customers who are one person: merging them, taking them apart, and going through those who may be."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.customers import operations
from pult.customers import queries as customers
from pult.customers.models import Customer, CustomerMerge, Pair
from pult.customers.operations.merging import AT_ONCE
from pult.customers.types import Right
from pult.foundation.web import Request, needs
from pult.workspace.queries import customers as queries

from .answers import answer
from .customers import customer_of


@needs(Right.EDIT)
def list_pairs(request: Request) -> HttpResponse:
    """Those who may be the same person."""
    page = queries.pair_page(request.actor, after=request.GET.get("after"), before=request.GET.get("before"))
    return answer(request, "workspace/customers/duplicates.html", {"page": page})


@needs(Right.EDIT)
def create_merge(request: Request, pk: int) -> HttpResponseRedirect:
    """They are: the chosen one stays."""
    pair = _pair(request, pk)
    stays, goes = (
        (pair.second, pair.first) if request.POST.get("stays") == "second" else (pair.first, pair.second)
    )
    _merge(request, goes, stays)
    return redirect("workspace:duplicates")


@needs(Right.EDIT)
def keep_apart(request: Request, pk: int) -> HttpResponseRedirect:
    """They are not."""
    operations.keep_apart(_pair(request, pk), by=request.actor)
    return redirect("workspace:duplicates")


@needs(Right.EDIT)
def edit_merge(request: Request, pk: int) -> HttpResponse:
    """Look for the one who is the same person."""
    customer = customer_of(request, pk)
    text = request.GET.get("q", customer.name).strip()
    found = [one for one in customers.search(request.actor, text) if one.pk != customer.pk]
    context = {"customer": customer, "q": text, "found": found}
    return answer(request, "workspace/customers/merge.html", context)


@needs(Right.EDIT)
def merge_into(request: Request, pk: int) -> HttpResponseRedirect:
    """This customer is that one from now on."""
    into = request.POST.get("into", "")
    target = customer_of(request, int(into) if into.isdecimal() else 0)
    _merge(request, customer_of(request, pk), target)
    return redirect("workspace:customer", pk=target.pk)


@needs(Right.EDIT)
def delete_merge(request: Request, pk: int, merge_pk: int) -> HttpResponseRedirect:
    """Two again."""
    merge = get_object_or_404(CustomerMerge.objects.visible_to(request.actor), pk=merge_pk, target=pk)
    back = operations.undo_merge(merge, by=request.actor)
    _settle(merge)
    return redirect("workspace:customer", pk=back.pk)


def _merge(request: Request, customer: Customer, into: Customer) -> None:
    _settle(operations.merge(customer, into=into, by=request.actor))


def _settle(merge: CustomerMerge) -> None:
    """What is little is moved before the page shows it; the rest in the background."""
    if not transaction.get_connection().in_atomic_block:
        operations.settle_merge(merge.pk, most=AT_ONCE)


def _pair(request: Request, pk: int) -> Pair:
    seen = Pair.objects.visible_to(request.actor).select_related("first", "second")
    return get_object_or_404(seen, pk=pk)
