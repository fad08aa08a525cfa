"""Other ways to sign in, for administrators."""

from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.accounts import operations, queries
from pult.accounts.provider_forms import FORMS, ProviderForm
from pult.accounts.types import Provider, ProviderKind
from pult.foundation.web import Request


def read_providers(request: Request) -> HttpResponse:
    """What there is besides the password."""
    context = {"providers": queries.providers(), "has_saml": settings.SAML}
    return render(request, "accounts/providers.html", context)


def read_new_provider(request: Request, kind: str) -> HttpResponse:
    """An empty provider of one kind."""
    return _form(request, _kind(kind)())


def add_provider(request: Request, kind: str) -> HttpResponse:
    """Its button stands at the door from now on."""
    form = _kind(kind)(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    app = operations.add_provider(form.as_provider(), by=request.actor)
    messages.success(request, _("The way to sign in is added. Now tell the provider the addresses below."))
    return redirect("accounts:provider", pk=app.pk)


def read_provider(request: Request, pk: int) -> HttpResponse:
    """What a provider is told, and what it must be told."""
    app = _app(pk)
    return _form(request, _kind(app.provider)(provider=Provider.of(app)), app=app)


def change_provider(request: Request, pk: int) -> HttpResponse:
    """Changed for the next sign-in."""
    app = _app(pk)
    form = _kind(app.provider)(request.POST, provider=Provider.of(app))
    if not form.is_valid():
        return _form(request, form, app=app, status=422)
    operations.change_provider(app, form.as_provider(), by=request.actor)
    messages.success(request, _("The way to sign in is saved."))
    return redirect("accounts:providers")


def remove_provider(request: Request, pk: int) -> HttpResponse:
    """Its button is gone; people keep their accounts."""
    operations.remove_provider(_app(pk), by=request.actor)
    messages.success(request, _("The way to sign in is removed."))
    return redirect("accounts:providers")


def _app(pk: int) -> SocialApp:
    return get_object_or_404(queries.providers(), pk=pk)


def _kind(kind: str) -> type[ProviderForm]:
    offered = kind in ProviderKind.values and (settings.SAML or kind != ProviderKind.SAML)
    if not offered:
        raise Http404
    return FORMS[ProviderKind(kind)]


def _form(
    request: Request, form: ProviderForm, *, app: SocialApp | None = None, status: int = 200
) -> HttpResponse:
    addresses = queries.addresses_of(app) if app else []
    context = {"form": form, "app": app, "addresses": addresses, "kind": form.kind.label}
    return render(request, "accounts/provider.html", context, status=status)
