"""The settings page of the mail door: what is held, what has not left, and how to try again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations, queries
from .models import OutgoingMail, RawMail
from .types import State


def list_mail(request: Request) -> HttpResponse:
    """How the mail door does."""
    return render(request, "email/mail.html", queries.trouble(request.actor))


def create_reading(request: Request, pk: int) -> HttpResponse:
    """Read a held mail once more."""
    mail = get_object_or_404(RawMail.objects.visible_to(request.actor).held(), pk=pk)
    settled = operations.retry(mail, by=request.actor)
    if settled.mail.state == State.HELD:
        messages.warning(request, settled.mail.why)
    else:
        messages.success(request, settled.mail.get_outcome_display())
    return redirect("email:mail")


def read_original(request: Request, pk: int) -> HttpResponse:
    """The bytes as they came, to look at elsewhere."""
    mail = get_object_or_404(RawMail.objects.visible_to(request.actor).held().readable(), pk=pk)
    headers = {
        "Content-Disposition": f'attachment; filename="mail-{pk}.eml"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(queries.original(mail), content_type="application/octet-stream", headers=headers)


def create_sending(request: Request, pk: int) -> HttpResponse:
    """Send a mail again that has not left."""
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.actor).troubled(), pk=pk)
    operations.send_again(mail, by=request.actor)
    messages.success(request, _("It is tried again now."))
    return redirect("email:mail")
