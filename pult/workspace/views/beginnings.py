"""Writing to a customer first."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from pult.conversations import operations
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.customers import operations as customers
from pult.customers.errors import OutOfReach
from pult.customers.models import Customer
from pult.customers.queries import search
from pult.fields.queries import AskedForm, opening_form
from pult.foundation.web import Request, needs
from pult.workspace.forms.writing import NewConversationForm
from pult.workspace.queries.people import address_of, writable_inboxes

from .answers import answer

TEMPLATE = "workspace/new.html"


@needs(Right.REPLY)
def new_conversation(request: Request) -> HttpResponse:
    """An empty sheet, addressed when it was asked for from a customer's page."""
    asked = request.GET.get("customer", "")
    customer = Customer.objects.visible_to(request.actor).filter(pk=asked if asked.isdigit() else 0).first()
    initial = {"to": address_of(customer), "name": customer.name if customer else ""}
    form = NewConversationForm(initial=initial, inboxes=writable_inboxes(request.actor))
    return answer(request, TEMPLATE, {"form": form, "asked": opening_form()})


@needs(Right.REPLY)
def create_conversation(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Send the first message."""
    form = NewConversationForm(request.POST, request.FILES, inboxes=writable_inboxes(request.actor))
    asked = opening_form(request.POST)
    fits = asked is None or asked.is_valid()
    if not form.is_valid() or not fits:
        return answer(request, TEMPLATE, {"form": form, "asked": asked})
    try:
        opened = _opened(request, form.cleaned_data, asked)
    except OutOfReach as refusal:
        form.add_error("to", str(refusal))
        return answer(request, TEMPLATE, {"form": form, "asked": asked})
    return redirect("workspace:conversation", pk=opened.pk)


@transaction.atomic
def _opened(request: Request, given: dict[str, Any], asked: AskedForm | None) -> Conversation:
    conversation = operations.open_conversation(
        customers.identify_by_hand(given["to"], name=given["name"], by=request.actor),
        inbox=given["inbox"],
        subject=given["subject"],
        text=given["text"],
        attachments=given["attachments"],
        client_key=given["client_key"] or None,
        by=request.actor,
    )
    if asked is not None:
        operations.tell(conversation, asked.type_id, asked.given, by=request.actor)
    return conversation


@needs(Right.REPLY)
def suggest_addresses(request: Request) -> HttpResponse:
    """Known customers whose name or address begins like what is being typed."""
    found = search(request.actor, request.GET.get("to", ""), limit=8)
    return answer(request, "workspace/addresses.html", {"customers": found})
