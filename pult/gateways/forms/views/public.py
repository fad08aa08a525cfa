"""`/forms/…`: contact forms for everybody, hosted and embedded."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pult.foundation.web.requests import trace_of
from pult.gateways.forms import operations, queries
from pult.gateways.forms.models import ContactForm
from pult.gateways.forms.opening import (
    MOST_AN_HOUR,
    MOST_QUESTIONS_AN_HOUR,
    is_embedded,
    language_for,
    opened,
    outside,
    page,
    sparing,
)
from pult.gateways.forms.public_form import PublicForm
from pult.gateways.forms.suggesting import suggestions
from pult.gateways.forms.ticket import read_ticket
from pult.knowledge import operations as knowledge

NOTES = {"opened": operations.note_opened, "answered": operations.note_answered}
PROGRAM = "ui/dist/form.js"


def choose_language(request: HttpRequest, key: str) -> HttpResponseBase:
    """To the form in the visitor's language."""
    form = queries.public_form(key)
    if form is None:
        raise Http404
    response = redirect("forms:form", key=key, locale=language_for(request, form))
    response["Vary"] = "Accept-Language, Cookie"
    return response


@opened
def read_form(request: HttpRequest, form: ContactForm, locale: str) -> HttpResponse:
    """An empty form."""
    return page(request, form, PublicForm(contact_form=form, language=locale), locale)


@sparing("forms.send", MOST_AN_HOUR)
@opened
def create_submission(request: HttpRequest, form: ContactForm, locale: str) -> HttpResponseBase:
    """Take it in. A machine that fills in what people do not see is thanked and forgotten."""
    filled = PublicForm(request.POST, request.FILES, contact_form=form, language=locale)
    if not filled.is_by_a_machine:
        if not filled.is_valid():
            return page(request, form, filled, locale, status=422)
        operations.submit(form, filled.filled())
        knowledge.note_request(trace_of(request))
    where = reverse("forms:thanks", kwargs={"key": form.key, "locale": locale})
    return redirect(f"{where}?embedded=1" if is_embedded(request) else where)


@opened
def read_thanks(request: HttpRequest, form: ContactForm, locale: str) -> HttpResponse:
    """What happens now."""
    page = {"contact_form": form, "locale": locale, "outside": outside(request)}
    return render(request, "forms/thanks.html", page)


@sparing("forms.ask", MOST_QUESTIONS_AN_HOUR)
@opened
def list_suggestions(request: HttpRequest, form: ContactForm, locale: str) -> HttpResponse:
    """Articles that may answer what somebody is writing."""
    found = suggestions(form, request.GET.get("q", ""), locale)
    ticket = read_ticket(request.GET.get("ticket", ""), form.pk)
    if found and ticket is not None:
        operations.note_shown(form, ticket.number)
    return JsonResponse({"articles": found})


@sparing("forms.ask", MOST_QUESTIONS_AN_HOUR)
@opened
def create_note(request: HttpRequest, form: ContactForm, locale: str) -> HttpResponse:  # noqa: ARG001
    """An article was opened, or answers it."""
    ticket = read_ticket(request.POST.get("ticket", ""), form.pk)
    note = NOTES.get(request.POST.get("what", ""))
    if ticket is not None and note is not None:
        note(form, ticket.number)
    return HttpResponse(status=204)


def read_program(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - views are given the request
    """The script that other pages load to show a form."""
    response = HttpResponse(_program(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@cache
def _program() -> bytes:
    found = finders.find(PROGRAM) or staticfiles_storage.path(PROGRAM)
    return Path(str(found)).read_bytes()
