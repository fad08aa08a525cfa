"""The settings pages of types."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request

from . import operations, pages
from .forms import TypeForm
from .models import Type

ONE, ALL = "fields/type.html", "fields/types.html"


def _type(request: Request, pk: int) -> Type:
    return get_object_or_404(Type.objects.visible_to(request.actor), pk=pk)


def list_types(request: Request) -> HttpResponse:
    """Every type with what it asks."""
    return render(request, ALL, pages.types())


def create_type(request: Request) -> HttpResponse:
    """Tell a new type apart."""
    form = TypeForm(request.POST)
    if form.is_valid():
        try:
            made = operations.add_type(
                names=form.names, is_public=form.cleaned_data["is_public"], by=request.actor
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("fields:type", made.pk)
    return render(request, ALL, pages.types(form=form), status=422)


def edit_type(request: Request, pk: int) -> HttpResponse:
    """The type and its form as they are."""
    found = _type(request, pk)
    return render(request, ONE, pages.type_(found, TypeForm(found=found), *pages.ordered(found)))


def change_type(request: Request, pk: int) -> HttpResponse:
    """Have it otherwise, or put a field of its form up or down first."""
    found = _type(request, pk)
    form = TypeForm(request.POST, found=found)
    order, asked = pages.ordered(found, request.POST)
    stands = form.is_valid()
    if stands and "step" not in request.POST and _kept(request, found, form, order, asked):
        messages.success(request, _("Saved."))
        return redirect("fields:type", pk)
    status = 200 if stands and "step" in request.POST else 422
    return render(request, ONE, pages.type_(found, form, order, asked), status=status)


def _kept(request: Request, found: Type, form: TypeForm, order: list, asked: set[int]) -> bool:  # type: ignore[type-arg]
    fields = [one for one in order if one.pk in asked]
    is_public = form.cleaned_data["is_public"]
    try:
        operations.change_type(found, names=form.names, is_public=is_public, fields=fields, by=request.actor)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def create_place(request: Request, pk: int) -> HttpResponse:
    """Offer it earlier, or later."""
    earlier = request.POST.get("place") == "earlier"
    operations.move_type(_type(request, pk), earlier=earlier, by=request.actor)
    return redirect(f"{reverse('fields:types')}#type-{pk}")


def create_archive(request: Request, pk: int) -> HttpResponse:
    """Offer it no longer."""
    operations.retire_type(_type(request, pk), by=request.actor)
    return redirect("fields:types")


def create_return(request: Request, pk: int) -> HttpResponse:
    """Offer it again."""
    operations.restore_type(_type(request, pk), by=request.actor)
    return redirect("fields:types")
