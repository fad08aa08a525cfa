"""Mail to the address of hiring that belongs to no application."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import hiring
from pult.hiring.forms.applications import LetterForm
from pult.hiring.forms.checking import checked
from pult.hiring.types import Right


@hiring(Right.MANAGE)
def list_mail(request: Request) -> HttpResponse:
    """What came, the newest first."""
    page = queries.unsorted_page(
        request.actor, after=request.GET.get("after"), before=request.GET.get("before")
    )
    return render(request, "hiring/unsorted.html", {"page": page})


@hiring(Right.MANAGE)
def create_reply(request: Request, pk: int) -> HttpResponseBase:
    """Answer it."""
    conversation = get_object_or_404(queries.unsorted_mail(request.actor), pk=pk)
    operations.answer_mail(conversation, text=checked(LetterForm(request.POST))["text"], by=request.actor)
    return redirect("hiring:mail")


@hiring(Right.MANAGE)
def delete_mail(request: Request, pk: int) -> HttpResponseBase:
    """Erase it."""
    conversation = get_object_or_404(queries.unsorted_mail(request.actor), pk=pk)
    operations.erase_mail(conversation, by=request.actor)
    return redirect("hiring:mail")
