"""Addresses of the API: `/api/v1/…` and its description at `/api/openapi.json`."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from .auth import Token
from .errors import install
from .resources import (
    canned,
    checklists,
    closures,
    conversations,
    customers,
    documents,
    fields,
    figures,
    identities,
    judging,
    links,
    macros,
    merges,
    messages,
    policies,
    readers,
    reports,
    rules,
    saved_views,
    search,
    side_panels,
    sides,
    skills,
    spam,
    statuses,
    surveys,
    team,
    webhooks,
)

api = NinjaAPI(
    title="Pult",
    version="1",
    description="The desk over HTTP. Send `Authorization: Bearer TOKEN`; `Idempotency-Key` makes a repeat harmless.",
    auth=Token(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
install(api)
api.add_router("", messages.router)
api.add_router("/conversations", conversations.router)
api.add_router("/conversations", merges.router)
api.add_router("/conversations", links.router)
api.add_router("/conversations", sides.router)
api.add_router("", statuses.router)
api.add_router("", customers.router)
api.add_router("", identities.router)
api.add_router("", readers.router)
api.add_router("", team.router)
api.add_router("", search.router)
api.add_router("", surveys.router)
api.add_router("", judging.router)
api.add_router("", skills.router)
api.add_router("", documents.router)
api.add_router("", fields.router)
api.add_router("", checklists.router)
api.add_router("", closures.router)
api.add_router("", saved_views.router)
api.add_router("", macros.router)
api.add_router("", canned.router)
api.add_router("", policies.router)
api.add_router("", rules.router)
api.add_router("", side_panels.router)
api.add_router("", figures.router)
api.add_router("", reports.router)
api.add_router("", webhooks.router)
api.add_router("", spam.router)


def description(_request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """The OpenAPI description; public, it names no data."""
    return HttpResponse(_described(), content_type="application/json")


@cache
def _described() -> str:
    """Made once: it takes a second, and anybody may ask for it."""
    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"))


urlpatterns = [path("openapi.json", description, name="openapi"), path("v1/", api.urls)]
