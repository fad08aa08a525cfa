"""Whether notices arrive: what stands in their way, a test for each way, and the link that stops letters."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.foundation.web import Request
from pult.notifications import diagnosis, operations
from pult.notifications.forms import TestForm
from pult.notifications.links import person_of
from pult.notifications.types import Way

SENT = {
    Way.APP: gettext_lazy("A test stands in your list."),
    Way.MAIL: gettext_lazy("A letter is on its way to you."),
    Way.PUSH: gettext_lazy("A test is on its way."),
}


def read_check(request: Request) -> HttpResponse:
    """What stands between somebody and their notices, way by way."""
    found = diagnosis.look(_me(request), at=timezone.now())
    return render(request, "notifications/check.html", {"ways": found})


def create_test(request: Request) -> HttpResponseRedirect:
    """A test in one way; what it meets on its way stands on the same page."""
    form = TestForm(request.POST)
    if form.is_valid():
        way = Way(form.cleaned_data["way"])
        operations.send_test_by(way, _me(request))
        messages.success(request, SENT[way])
    return redirect("notifications:check")


def read_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters should stop; a link that is only looked at stops nothing."""
    return render(request, "notifications/stop.html", {"person": _of(token), "is_done": False})


def create_stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters, at a click here or in the mail program."""
    person = _of(token)
    operations.stop_mail(person, by=person.actor)
    return render(request, "notifications/stop.html", {"person": person, "is_done": True})


def _of(token: str) -> Person:
    person = person_of(token)
    if person is None:
        raise Http404
    return person


def _me(request: Request) -> Person:
    me: Person = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    return me
