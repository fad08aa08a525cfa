"""The settings of notifications, and the worker that shows notices in a browser."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.web import Request
from pult.notifications import here, operations, queries, vapid
from pult.notifications.errors import BadBrowser
from pult.notifications.forms import BrowserForm, WishesForm
from pult.notifications.models import Browser
from pult.notifications.types import Way, kinds_for

MOST_BYTES = 4096


def read_settings(request: Request) -> HttpResponse:
    """Where somebody is told, and what."""
    return _page(request, _form(request))


def change_settings(request: Request) -> HttpResponse:
    """Other wishes from now on."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    operations.change_wishes(_me(request), **form.wished(), by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("notifications:settings")


def follow_usual(request: Request) -> HttpResponse:
    """As it is usual, now and whenever that changes."""
    operations.follow_usual(_me(request), by=request.actor)
    messages.success(request, _("You are told what is the default here from now on."))
    return redirect("notifications:settings")


def create_browser(request: Request) -> HttpResponse:
    """This browser may be told from now on."""
    form = BrowserForm(request.POST)
    if not form.is_valid():
        raise BadBrowser(
            _("This browser did not say where it can be reached. Reload the page and try again.")
        )
    agent = request.headers.get("User-Agent", "")
    browser = operations.add_browser(_me(request), **form.cleaned_data, agent=agent, by=request.actor)
    messages.success(request, _("You are told in this browser from now on."))
    return here.remember(redirect("notifications:settings"), browser)


def delete_browser(request: Request, pk: int) -> HttpResponse:
    """Nothing is shown there any more."""
    browser = get_object_or_404(Browser.objects.visible_to(request.actor), pk=pk)
    operations.remove_browser(browser, by=request.actor)
    messages.success(request, _("You are no longer told in that browser."))
    return redirect("notifications:settings")


def create_test(request: Request, pk: int) -> HttpResponse:
    """A notice to oneself; how it went shows in the list a moment later."""
    browser = get_object_or_404(Browser.objects.visible_to(request.actor), pk=pk)
    operations.send_test(browser)
    browsers = queries.browsers_of(request.actor)
    context = {"browsers": browsers, "tested": browser.pk}
    if request.htmx:
        return render(request, "notifications/settings.html#browsers", context)
    messages.success(request, _("A test is on its way."))
    return redirect("notifications:settings")


def list_browsers(request: Request) -> HttpResponse:
    """The list by itself, to see how a test went."""
    context = {"browsers": queries.browsers_of(request.actor)}
    return render(request, "notifications/settings.html#browsers", context)


def create_renewal(request: Request) -> HttpResponse:
    """A browser's worker says that its push service has given it another address."""
    if len(request.body) > MOST_BYTES:
        raise BadBrowser(_("This is longer than any browser's address."))
    said = _said(request.body)
    mine = Browser.objects.visible_to(request.actor).select_related("person")
    browser = get_object_or_404(mine, endpoint=said.get("before", ""))
    form = BrowserForm(said)
    if not form.is_valid():
        raise BadBrowser(
            _("This browser did not say where it can be reached. Reload the page and try again.")
        )
    browser = operations.renew_browser(browser, **form.cleaned_data, by=request.actor)
    return here.remember(HttpResponse(status=204), browser)


def read_worker(request: HttpRequest) -> HttpResponse:
    """The program that shows notices while no page of Pult is open. It keeps nothing and answers no page's requests."""
    content, tag = _program()
    is_known = request.headers.get("If-None-Match") == tag
    response = HttpResponse(status=304) if is_known else HttpResponse(content, content_type="text/javascript")
    response["Cache-Control"], response["ETag"] = "no-cache", tag
    return response


def _form(request: Request, *given: Any) -> WishesForm:
    return WishesForm(*given, wishes=queries.wishes_of(_me(request)), kinds=kinds_for(request.actor))


def _page(request: Request, form: WishesForm, *, status: int = 200) -> HttpResponse:
    me = _me(request)
    context = {
        "form": form,
        "zone": me.time_zone.replace("_", " "),
        "has_chosen": queries.has_chosen(me),
        "browsers": queries.browsers_of(request.actor),
        "server_key": vapid.public_key(),
        "ways": [way.label for way in Way],
    }
    return render(request, "notifications/settings.html", context, status=status)


def _me(request: Request) -> Person:
    me: Person = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    return me


def _said(body: bytes) -> dict[str, str]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in said.items()} if isinstance(said, dict) else {}


@cache
def _program() -> tuple[bytes, str]:
    found = finders.find("ui/dist/push-worker.js")
    if not isinstance(found, str):
        raise Http404
    content = Path(found).read_bytes()
    return content, quote_etag(sha256(content).hexdigest()[:20])
