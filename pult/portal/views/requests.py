"""`/hc/…/requests`: customers read their own conversations, answer, solve, rate, and begin new ones."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.fields.queries import AskedForm, opening_form
from pult.foundation.errors import DomainError
from pult.foundation.files import serving
from pult.foundation.web.requests import trace_of
from pult.gateways.forms import operations as asking
from pult.gateways.forms.queries import listed_forms
from pult.gateways.forms.types import PortalNote
from pult.knowledge import operations as knowledge
from pult.portal import operations
from pult.portal.forms.requests import AnswerForm, NewRequestForm
from pult.portal.queries import requests as queries
from pult.portal.thread import thread_of
from pult.portal.visiting import own, said
from pult.surveys.queries import link_of

HERE = {"here": "requests"}
NOT_FOUND = "There is no such request of this customer."


@own
def list_requests(request: HttpRequest, locale: str, customer: Customer) -> HttpResponse:
    """The customer's requests, and their company's where that is allowed."""
    asked = request.GET
    show = queries.Show(asked["show"]) if asked.get("show") in set(queries.Show) else queries.Show.OPEN
    words = asked.get("q", "")[:200]
    found = queries.requests_of(
        customer,
        show=queries.Show.ALL if words and "show" not in asked else show,
        words=words,
        after=asked.get("after"),
        before=asked.get("before"),
        brand=brands.shown_by(request),
    )
    page = {"found": found, "show": show, "sought": words, "locale": locale, "customer": customer} | HERE
    return render(request, "portal/requests/list.html", page)


@own
def read_request(request: HttpRequest, locale: str, customer: Customer, number: int) -> HttpResponse:
    """One request: what was said, and what can be done."""
    conversation = _found(request, customer, number)
    if conversation.pk != number:
        return redirect("portal:request", locale=locale, number=conversation.pk)
    return _page(request, locale, customer, conversation, AnswerForm())


@own
def create_answer(request: HttpRequest, locale: str, customer: Customer, number: int) -> HttpResponseBase:
    """The customer answers; what was solved is open again."""
    conversation = _found(request, customer, number)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, locale, customer, conversation, form, status=422)
    given = form.cleaned_data
    received = operations.answer_request(
        conversation, by=customer, text=given["text"], key=given["key"], uploads=form.uploads
    )
    messages.success(request, _("Your answer is with us."))
    return redirect("portal:request", locale=locale, number=received.conversation.pk)


@own
def create_solution(request: HttpRequest, locale: str, customer: Customer, number: int) -> HttpResponseBase:
    """The customer says that it is solved."""
    conversation = _found(request, customer, number)
    where = reverse("portal:request", kwargs={"locale": locale, "number": number})
    return said(
        request,
        where,
        lambda: operations.solve_request(conversation, by=customer),
        _("Thank you. The request is solved; answer to open it again."),
    )


@own
def create_rating(request: HttpRequest, locale: str, customer: Customer, number: int) -> HttpResponseBase:
    """To the page on which the customer rates."""
    conversation = _found(request, customer, number)
    try:
        invitation = operations.invitation_to_rate(conversation, by=customer)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:request", locale=locale, number=number)
    return redirect(link_of(invitation, at=brands.shown_by(request).address))


@own
def read_file(
    request: HttpRequest,
    locale: str,  # noqa: ARG001
    customer: Customer,
    number: int,
    pk: int,
    name: str,  # noqa: ARG001
) -> HttpResponseBase:
    """A file of a request; browsers act on none."""
    found = queries.attachment_of(_found(request, customer, number), pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return serving.answer(request, serving.Named(found.file, found.name))


@own
def new_request(request: HttpRequest, locale: str, customer: Customer) -> HttpResponse:
    """An empty form."""
    form = NewRequestForm(doors=queries.doors(brands.shown_by(request)))
    return _new(request, locale, customer, form, opening_form(is_public=True))


@own
def create_request(request: HttpRequest, locale: str, customer: Customer) -> HttpResponseBase:
    """The customer asks something new."""
    form = NewRequestForm(request.POST, request.FILES, doors=queries.doors(brands.shown_by(request)))
    asked = opening_form(request.POST, is_public=True)
    fits = asked is None or asked.is_valid()
    if not form.is_valid() or not fits:
        return _new(request, locale, customer, form, asked, status=422)
    given = {name: form.cleaned_data[name] for name in ("inbox", "subject", "text", "key")}
    given |= {"type_id": asked.type_id, "fields": asked.given} if asked else {}
    received = operations.begin_request(by=customer, uploads=form.uploads, **given)
    asking.note_on_portal(form.cleaned_data["ticket"], PortalNote.SENT)
    knowledge.note_request(trace_of(request))
    messages.success(request, _("Your request is with us. We answer here and by mail."))
    return redirect("portal:request", locale=locale, number=received.conversation.pk)


def _found(request: HttpRequest, customer: Customer, number: int) -> Conversation:
    conversation = queries.request_of(customer, number, brands.shown_by(request))
    if conversation is None:
        raise Http404(NOT_FOUND)
    return conversation


def _page(
    request: HttpRequest,
    locale: str,
    customer: Customer,
    conversation: Conversation,
    form: AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    said_aloud = queries.messages_of(conversation, whole="all" in request.GET)
    page: dict[str, Any] = {
        "conversation": conversation,
        "standing": queries.standing_of(conversation),
        "thread": thread_of(conversation, said_aloud, locale),
        "has_more": conversation.message_count > len(said_aloud),
        "is_own": conversation.customer_id == customer.pk,
        "rating": queries.rating_of(customer, conversation),
        "told": queries.told_of(conversation),
        "can_rate": queries.can_rate(customer, conversation),
        "form": form,
        "customer": customer,
        "locale": locale,
    }
    return render(request, "portal/requests/request.html", page | HERE, status=status)


def _new(
    request: HttpRequest,
    locale: str,
    customer: Customer,
    form: NewRequestForm,
    asked: AskedForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = {
        "form": form,
        "asked": asked,
        "forms": listed_forms(locale, brands.shown_by(request)),
        "customer": customer,
        "locale": locale,
    } | HERE
    return render(request, "portal/requests/new.html", page, status=status)
