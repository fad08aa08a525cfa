"""The providers at which Pult may sign in: who it is there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations
from .consent_views import back_to
from .models import MailProvider
from .provider_forms import FORMS, ProviderForm
from .types import ProviderKind

PAGE = "email/provider.html"


def list_providers(request: Request) -> HttpResponse:
    """Google, Microsoft, another one: which are set up."""
    known = {one.kind: one for one in MailProvider.objects.visible_to(request.actor)}
    rows = [(kind, known.get(kind)) for kind in ProviderKind]
    return render(request, "email/providers.html", {"rows": rows, "crumbs": _crumbs()})


def read_provider(request: Request, kind: str) -> HttpResponse:
    """Who Pult is there."""
    provider = _provider(request, kind)
    return render(request, PAGE, _page(request, kind, provider, FORMS[kind](provider=provider)))


def change_provider(request: Request, kind: str) -> HttpResponse:
    """Keep what the provider knows Pult by."""
    provider = _provider(request, kind)
    form = FORMS[kind](request.POST, provider=provider)
    if not form.is_valid():
        return render(request, PAGE, _page(request, kind, provider, form), status=422)
    operations.set_provider(ProviderKind(kind), **form.cleaned_data, by=request.actor)
    messages.success(request, _("Mailboxes can be connected by this sign-in now."))
    return redirect("email:providers")


def create_removal(request: Request, kind: str) -> HttpResponse:
    """Forget it."""
    provider = get_object_or_404(MailProvider.objects.visible_to(request.actor), kind=kind)
    operations.remove_provider(provider, by=request.actor)
    messages.success(request, _("The sign-in is removed."))
    return redirect("email:providers")


def _provider(request: Request, kind: str) -> MailProvider | None:
    if kind not in FORMS:
        raise Http404
    return MailProvider.objects.visible_to(request.actor).filter(kind=kind).first()


def _page(request: Request, kind: str, provider: MailProvider | None, form: ProviderForm) -> dict[str, Any]:
    return {
        "kind": ProviderKind(kind),
        "provider": provider,
        "form": form,
        "back_to": back_to(request),
        "crumbs": [*_crumbs(), {"text": _("Sign-in at providers"), "href": reverse("email:providers")}],
    }


def _crumbs() -> list[dict[str, str]]:
    return [{"text": _("Mail"), "href": reverse("email:mail")}]
