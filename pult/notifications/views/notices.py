"""What one has been told: the list, and what can be done with one notice or with all."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.notifications import operations, queries
from pult.notifications.forms import MutingForm, ReadingForm, StateForm
from pult.notifications.models import KeptNotice
from pult.notifications.types import Shelf, State
from pult.ui import navigation

ACTS = {
    State.READ: operations.mark_read,
    State.UNREAD: operations.mark_unread,
    State.DONE: operations.finish,
    State.OPEN: operations.take_up,
}


def list_notices(request: Request) -> HttpResponse:
    """What one has been told, the newest first."""
    template = "notifications/notices.html" + ("#list" if request.htmx else "")
    return render(request, template, _context(request))


def show_bell(request: Request) -> HttpResponse:
    """How much one has not seen, for the frame of every page."""
    bell = navigation.bell_for(request.actor)
    is_here = request.htmx.current_url_abs_path == reverse("notifications:notices")
    return render(request, "ui/bell_inside.html", {"bell": bell, "bell_is_here": is_here})


def open_notice(request: Request, pk: int) -> HttpResponseRedirect:
    """Go to what a notice is about; with that it is read."""
    notice = _find(request, pk)
    operations.mark_read(notice, by=request.actor)
    thing = queries.lines_of([notice], request.actor)[0].thing
    if thing is None:
        messages.warning(request, _("You may not read this any more, or it is gone."))
    return redirect(thing.url if thing else "notifications:notices")


def create_state(request: Request, pk: int) -> HttpResponse:
    """Read, not read, done, or open again."""
    form, notice = StateForm(request.POST), _find(request, pk)
    if form.is_valid():
        ACTS[State(form.cleaned_data["state"])](notice, by=request.actor)
    return _after(request)


def create_muting(request: Request, pk: int) -> HttpResponse:
    """Hear no more of what a notice is about, or hear of it again."""
    form, notice = MutingForm(request.POST), _find(request, pk)
    if form.is_valid() and form.cleaned_data["is_muted"]:
        operations.mute(notice.thing, by=request.actor)
    else:
        operations.unmute(notice.thing, by=request.actor)
    return _after(request)


def create_reading(request: Request) -> HttpResponse:
    """All that stood there are seen; what has come since is not."""
    form = ReadingForm(request.POST)
    if form.is_valid():
        operations.mark_all_read(by=request.actor, up_to=form.cleaned_data["up_to"])
    return _after(request)


def _find(request: Request, pk: int) -> KeptNotice:
    found: KeptNotice = get_object_or_404(KeptNotice.objects.visible_to(request.actor), pk=pk)
    return found


def _after(request: Request) -> HttpResponse:
    """The list as it stands now; without scripts, the page that one came from."""
    if request.htmx:
        return list_notices(request)
    return redirect(f"{reverse('notifications:notices')}?{request.GET.urlencode()}")


def _context(request: Request) -> dict[str, Any]:
    shown = request.GET.get("show", "")
    shelf = Shelf(shown) if shown in set(Shelf) else Shelf.OPEN
    page = queries.notices_of(
        request.actor, shelf, after=request.GET.get("after"), before=request.GET.get("before")
    )
    return {
        "page": page,
        "shelf": shelf,
        # Not the address that was posted to: there is nothing to look at.
        "address": f"{reverse('notifications:notices')}?{request.GET.urlencode()}",
        "asked_at": timezone.now(),
        "lines": queries.lines_of(page.rows, request.actor),
        "topic": f"notices:{request.actor.person_id}",
    }
