"""What browsers of visitors ask for from other websites: the widget itself, its settings, calls, files."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from pult.conversations.types import Upload
from pult.foundation.files import bounds, serving
from pult.foundation.web.requests import client_address
from pult.gateways.chat import queries
from pult.gateways.chat.calls import Line, answer, enter, send_file
from pult.gateways.chat.errors import TooLong
from pult.gateways.chat.gate import for_pages, refused
from pult.gateways.chat.models import Widget
from pult.gateways.chat.queries.reading import articles_for, file_behind

LARGEST = 24_000
TEN_MINUTES = "public, max-age=600"


@cache
def _program() -> tuple[bytes, str]:
    found = finders.find("ui/dist/widget.js")
    if not isinstance(found, str):
        raise Http404
    content = Path(found).read_bytes()
    return content, quote_etag(sha256(content).hexdigest()[:20])


def read_widget(request: HttpRequest) -> HttpResponse:
    """The program that a website loads."""
    content, tag = _program()
    is_known = request.headers.get("If-None-Match") == tag
    response = HttpResponse(status=304) if is_known else HttpResponse(content, content_type="text/javascript")
    headers = {"Cache-Control": TEN_MINUTES, "ETag": tag, "Cross-Origin-Resource-Policy": "cross-origin"}
    for name, value in headers.items():
        response[name] = value
    return response


@for_pages
def read_settings(request: HttpRequest, widget: Widget) -> HttpResponse:
    """What the widget shows before a chat begins."""
    response = JsonResponse(queries.showing(widget, asked=request.GET.get("locale", "")[:20]))
    response["Cache-Control"] = "private, max-age=30"
    return response


@for_pages
def list_articles(request: HttpRequest, widget: Widget) -> HttpResponse:
    """Articles that may answer what somebody is typing."""
    asked = request.GET.get("q", "")[:200]
    return JsonResponse(
        {"articles": articles_for(asked, locale=request.GET.get("locale", ""), widget=widget)}
    )


@for_pages
def create_call(request: HttpRequest, widget: Widget, name: str) -> HttpResponse:
    """One call of a page, where no live socket is to be had."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise TooLong(_("This message is too long. Please say it in several."))
    data = _json(request.body)
    line = _line(request, widget)
    if name != "hello" and not enter(line, data.get("key")):
        return refused("unknown_visitor", _("Please load this page again."), 401)
    return JsonResponse(answer(line, name, data))


@for_pages
def create_file(request: HttpRequest, widget: Widget) -> HttpResponse:
    """A message with a file."""
    line = _line(request, widget)
    if not enter(line, request.POST.get("key")):
        return refused("unknown_visitor", _("Please load this page again."), 401)
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile) or not widget.takes_files:
        return refused("no_file", _("Files are not taken here."), 422)
    upload = _upload(given, most=widget.most_megabytes * 1024 * 1024)
    return JsonResponse(send_file(line, _form(request), upload))


def _upload(given: "UploadedFile[Any]", *, most: int) -> Upload:
    """What was sent, if it is neither too large nor made to hurt."""
    if (given.size or 0) > most:
        raise bounds.TooLarge(_("%(name)s is too large.") % {"name": given.name})
    content, name = given.read(), (given.name or "file")[:255]
    bounds.check(name, content)
    return Upload(name=name, content_type=given.content_type or "", content=content)


def read_file(request: HttpRequest, link: str) -> HttpResponseBase:
    """A file of a chat, for the visitor whose link this is."""
    found = file_behind(link)
    if found is None:
        raise Http404
    response = serving.answer(request, found)
    # A picture is shown inside the chat, on a page of another website.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _form(request: HttpRequest) -> dict[str, Any]:
    data: dict[str, Any] = {key: request.POST.get(key, "") for key in ("id", "text", "page", "after")}
    asked = request.POST.get("conversation", "")
    return data | ({"conversation": int(asked)} if asked.isdecimal() and len(asked) < 19 else {})


def _line(request: HttpRequest, widget: Widget) -> Line:
    browser = request.headers.get("User-Agent", "")
    return Line(
        widget=widget, address=client_address(request), browser=browser, language=widget.inbox.language
    )


def _json(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
