"""Offers and hires, as those who run an application make them."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.hiring import operations
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms.checking import checked
from pult.hiring.forms.offers import HireForm, OfferForm, TakeBackForm
from pult.hiring.models import Offer

from .applications import application_of


@hiring(*RUNS)
def create_offer(request: Request, pk: int) -> HttpResponseBase:
    """Offer the job in writing."""
    application = application_of(request, pk)
    operations.make_offer(application, **checked(OfferForm(request.POST)), by=request.actor)
    messages.success(request, _("The offer is on its way."))
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def delete_offer(request: Request, pk: int, offer: int) -> HttpResponseBase:
    """Take it back."""
    found = get_object_or_404(
        Offer.objects.visible_to(request.actor).select_related(
            "application__candidate", "application__opening"
        ),
        pk=offer,
        application=pk,
    )
    operations.withdraw_offer(found, **checked(TakeBackForm(request.POST)), by=request.actor)
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_employment(request: Request, pk: int) -> HttpResponseBase:
    """Hire the candidate."""
    application = application_of(request, pk)
    operations.hire(application, **checked(HireForm(request.POST)), by=request.actor)
    messages.success(request, _("%(name)s is hired.") % {"name": application.candidate.name})
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_account(request: Request, pk: int) -> HttpResponseBase:
    """Say that the account that came up with this address is theirs."""
    operations.name_account(application_of(request, pk), by=request.actor)
    return redirect("hiring:application", pk=pk)
