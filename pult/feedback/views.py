"""The settings page of feedback."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations, queries
from .forms import SettingsForm


def read_settings(request: Request) -> HttpResponse:
    """When customers are asked."""
    form = SettingsForm(instance=queries.settings())
    return render(request, "feedback/settings.html", {"form": form})


def change_settings(request: Request) -> HttpResponse:
    """Ask them differently."""
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return render(request, "feedback/settings.html", {"form": form}, status=422)
    operations.change_settings(by=request.actor, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("feedback:settings")
