"""Settings: the brands under which customers meet the house."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.brands import operations
from pult.brands.models import Brand
from pult.foundation.web import Request
from pult.inboxes import operations as inboxes
from pult.portal.forms.centre import BrandForm
from pult.portal.queries import brands as pages

FORM = "portal/brands/brand.html"


def list_brands(request: Request) -> HttpResponse:
    """Every brand, the house's first."""
    return render(request, "portal/brands/list.html", {"rows": pages.brand_rows()})


def new_brand(request: Request) -> HttpResponse:
    """An empty form."""
    return render(request, FORM, {"form": BrandForm()})


def create_brand(request: Request) -> HttpResponseBase:
    """Open a brand."""
    form = BrandForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, FORM, {"form": form}, status=422)
    brand = operations.open_brand(by=request.actor, logo=form.new_logo, **form.values())
    inboxes.give_to_brand(brand, form.cleaned_data["doors"], by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("portal:brand", pk=brand.pk)


def edit_brand(request: Request, pk: int) -> HttpResponse:
    """The form with what holds now."""
    brand = _brand(request, pk)
    return render(request, FORM, {"form": BrandForm(instance=brand), "shaped": brand})


def change_brand(request: Request, pk: int) -> HttpResponseBase:
    """Choose otherwise."""
    brand = _brand(request, pk)
    form = BrandForm(request.POST, request.FILES, instance=_brand(request, pk))
    if not form.is_valid():
        return render(request, FORM, {"form": form, "shaped": brand}, status=422)
    brand = operations.change_brand(brand, by=request.actor, logo=form.new_logo, **form.values())
    inboxes.give_to_brand(brand, form.cleaned_data["doors"], by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("portal:brand", pk=brand.pk)


def create_removal(request: Request, pk: int) -> HttpResponseBase:
    """Remove a brand to which nothing belongs."""
    operations.remove_brand(_brand(request, pk), by=request.actor)
    messages.success(request, _("The brand is gone."))
    return redirect("portal:brands")


def _brand(request: Request, pk: int) -> Brand:
    return get_object_or_404(Brand.objects.visible_to(request.actor).beside_the_house(), pk=pk)
