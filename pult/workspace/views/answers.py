"""Answering: the whole page for a visit, the named part of it for a fragment."""

from typing import Any
from urllib.parse import urlsplit

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from pult.foundation.errors import Invalid
from pult.foundation.web import Request

VARY = "HX-Request, HX-Target, Cookie"


def asks_for(request: Request, element: str) -> bool:
    """Whether the page wants only what goes into this element."""
    if request.headers.get("HX-History-Restore-Request"):
        return False
    return request.headers.get("HX-Target", "").endswith(f"#{element}")


def answer(request: Request, template: str, context: dict[str, Any], *, part: str = "") -> HttpResponse:
    """The page, or the named part of its template; never mixed up by a cache."""
    response = render(request, f"{template}#{part}" if part else template, context)
    response["Vary"] = VARY
    response["Cache-Control"] = "private, no-cache"
    return response


def current_path(request: Request) -> str:
    """The page from which a fragment is asked for; the fragment's own address when it does not say."""
    path = urlsplit(request.headers.get("HX-Current-URL", "")).path
    try:
        resolve(path)
    except Resolver404:
        return request.path
    return path


def open_conversation_id(request: Request) -> int | None:
    """The conversation that stands open on the page from which a fragment is asked for."""
    match = resolve(current_path(request))
    return match.kwargs.get("pk") if match.view_name == "workspace:conversation" else None


def checked(form: BaseForm) -> dict[str, Any]:
    """What came in, checked; refused with the first complaint."""
    if form.is_valid():
        return form.cleaned_data
    raise Invalid(next(str(errors[0]) for errors in form.errors.values()))
