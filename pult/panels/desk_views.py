"""Panels beside a conversation and on a customer's page: fetched after the page, each by itself."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from pult.accounts.models import Person
from pult.foundation.sealing import unseal
from pult.foundation.web import Request

from . import operations, queries, signing
from .addresses import origin_of
from .facts import About
from .models import SECRET_PURPOSE, SidePanel
from .types import Kind


def show_conversation_panels(request: Request, pk: int) -> HttpResponse:
    """The panels beside a conversation."""
    return _panels(request, _found(queries.about_conversation(request.actor, pk)))


def show_customer_panels(request: Request, pk: int) -> HttpResponse:
    """The panels on a customer's page."""
    return _panels(request, _found(queries.about_customer(request.actor, pk)))


def show_conversation_answer(request: Request, pk: int, panel_pk: int) -> HttpResponse:
    """What another system knows, beside a conversation."""
    return _answer(request, _found(queries.about_conversation(request.actor, pk)), panel_pk)


def show_customer_answer(request: Request, pk: int, panel_pk: int) -> HttpResponse:
    """What another system knows, on a customer's page."""
    return _answer(request, _found(queries.about_customer(request.actor, pk)), panel_pk)


def show_conversation_frame(request: Request, pk: int, panel_pk: int) -> HttpResponse:
    """A page of another system, beside a conversation."""
    return _frame(request, _found(queries.about_conversation(request.actor, pk)), panel_pk)


def show_customer_frame(request: Request, pk: int, panel_pk: int) -> HttpResponse:
    """A page of another system, on a customer's page."""
    return _frame(request, _found(queries.about_customer(request.actor, pk)), panel_pk)


def _found(about: About | None) -> About:
    if about is None:
        raise Http404
    return about


def _panel(request: Request, about: About, pk: int, kind: Kind) -> SidePanel:
    panel = queries.panel_for(request.actor, about, pk, kind)
    if panel is None:
        raise Http404
    return panel


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _panels(request: Request, about: About) -> HttpResponse:
    found = queries.beside(request.actor, about)
    return _private(render(request, "panels/beside.html", {"panels": found}))


def _answer(request: Request, about: About, pk: int) -> HttpResponse:
    panel = _panel(request, about, pk, Kind.LOOKUP)
    asking = operations.look_up(panel, about, again="again" in request.GET)
    context = {"panel": panel, "asking": asking, "href": request.path}
    return _private(render(request, "panels/answer.html", context))


def _frame(request: Request, about: About, pk: int) -> HttpResponse:
    """A page of our own around the other system's: its policy lets that one origin in, and nothing else."""
    panel = _panel(request, about, pk, Kind.FRAME)
    address = queries.leads_to(panel, about)
    if address and panel.is_signed:
        secret = unseal(panel.sealed_secret, purpose=SECRET_PURPOSE)
        claims = _claims(request, panel, about)
        address = (
            signing.with_token(address, signing.token(claims, secret=secret, at=_now())) if secret else ""
        )
    response = _private(render(request, "panels/frame.html", {"panel": panel, "address": address}))
    response._csp_update = None  # type: ignore[attr-defined]
    response._csp_replace = {  # type: ignore[attr-defined]
        "frame-ancestors": ["'self'"],
        "frame-src": [origin_of(panel.address)],
        "script-src": ["'none'"],
        "connect-src": ["'none'"],
        "form-action": ["'none'"],
    }
    response["Referrer-Policy"] = "no-referrer"
    response.xframe_options_exempt = True
    return response


def _claims(request: Request, panel: SidePanel, about: About) -> dict[str, Any]:
    """Who looks, at what, and for whom this is meant."""
    email = Person.objects.filter(pk=request.actor.person_id).values_list("email", flat=True).first()
    claims: dict[str, Any] = {
        "iss": settings.APP_URL,
        "aud": origin_of(panel.address),
        "sub": request.actor.ref,
        "name": request.actor.name,
        "email": email or "",
        "customer": {"number": about.customer.pk, "name": about.customer.name},
    }
    if about.conversation is not None:
        number = about.conversation.pk
        page = reverse("workspace:conversation", args=[number])
        claims["conversation"] = {"number": number, "url": f"{settings.APP_URL}{page}"}
    return claims


def _now() -> datetime:
    return timezone.now()
