"""Reports that come by mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.accounts.models import Person
from pult.dashboards import mailings, operations
from pult.dashboards.links import reader_of
from pult.dashboards.mailing_form import MailingForm
from pult.dashboards.models import Mailing, Reader
from pult.dashboards.places import crumbs, tabs
from pult.foundation.web import Request

ONE = "dashboards/mailing.html"


def _me(request: Request) -> Person:
    me: Person = get_object_or_404(Person.objects.visible_to(request.actor), pk=request.actor.person_id)
    return me


def _mailing(request: Request, pk: int) -> Mailing:
    return get_object_or_404(Mailing.objects.visible_to(request.actor), pk=pk)


def list_mailings(request: Request) -> HttpResponse:
    """One's own reports by mail."""
    page = {"rows": mailings.rows(request.actor), "tabs": tabs("mailings", request.actor, request.GET)}
    return render(request, "dashboards/mailings.html", page)


def begin_mailing(request: Request) -> HttpResponse:
    """A form about the report that somebody looks at."""
    form = mailings.form_for(request.GET, _me(request))
    return render(request, ONE, mailings.page(form, None, crumbs(request.GET, to="mailings")))


def create_mailing(request: Request) -> HttpResponse:
    """Have a report come by mail."""
    me, form = _me(request), MailingForm(request.POST)
    if not form.is_valid():
        return render(request, ONE, mailings.page(form, None, crumbs(request.GET, to="mailings")), status=422)
    made = Mailing(owner=me)
    operations.save_mailing(made, **form.cleaned_data, zone=me.time_zone, by=request.actor)
    messages.success(request, _("The report comes by mail from now on."))
    return redirect("dashboards:mailings")


def read_mailing(request: Request, pk: int) -> HttpResponse:
    """One report by mail, and what became of the last ones."""
    mailing = _mailing(request, pk)
    page = mailings.page(MailingForm(instance=mailing), mailing, crumbs(request.GET, to="mailings"))
    return render(request, ONE, page)


def change_mailing(request: Request, pk: int) -> HttpResponse:
    """Have it come otherwise."""
    me, mailing = _me(request), _mailing(request, pk)
    form = MailingForm(request.POST, instance=Mailing(pk=pk))
    if not form.is_valid():
        page = mailings.page(form, mailing, crumbs(request.GET, to="mailings"))
        return render(request, ONE, page, status=422)
    operations.save_mailing(mailing, **form.cleaned_data, zone=me.time_zone, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("dashboards:mailings")


def change_pause(request: Request, pk: int) -> HttpResponse:
    """Let it rest, or come again."""
    is_paused = request.POST.get("is_paused") == "on"
    operations.pause_mailing(_mailing(request, pk), is_paused=is_paused, by=request.actor)
    return redirect("dashboards:mailings")


def create_sending(request: Request, pk: int) -> HttpResponse:
    """Send it now."""
    count = operations.send_now(_mailing(request, pk))
    words = ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", count)
    messages.success(request, words % {"count": count})
    return redirect("dashboards:mailings")


def delete_mailing(request: Request, pk: int) -> HttpResponse:
    """Let it come no more."""
    operations.drop_mailing(_mailing(request, pk), by=request.actor)
    return redirect("dashboards:mailings")


def _reader(token: str) -> Reader:
    reader = reader_of(token)
    if reader is None:
        raise Http404
    return reader


def read_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it should stop; a link that is only looked at stops nothing."""
    return render(request, "dashboards/stop.html", {"reader": _reader(token), "is_done": False})


def create_stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more of this report, at a click here or in the mail program."""
    reader = _reader(token)
    operations.stop_reading(reader)
    return render(request, "dashboards/stop.html", {"reader": reader, "is_done": True})
