"""What a mailbox answers by itself: the settings, and how it will look."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.inboxes.models import Inbox

from . import operations, queries
from .auto_reply_forms import AutoReplyForm
from .models import AutoReply

PAGE = "email/auto_reply.html"


def read_auto_reply(request: Request, pk: int) -> HttpResponse:
    """The settings as they are."""
    inbox = _inbox(request, pk)
    return render(request, PAGE, _page(inbox, AutoReplyForm(settings=_settings(inbox))))


def change_auto_reply(request: Request, pk: int) -> HttpResponse:
    """Other settings."""
    inbox = _inbox(request, pk)
    form = AutoReplyForm(request.POST, settings=_settings(inbox))
    if not form.is_valid():
        return render(request, PAGE, _page(inbox, form), status=422)
    operations.set_auto_reply(inbox, **form.values, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("email:auto-reply", pk)


def _inbox(request: Request, pk: int) -> Inbox:
    return get_object_or_404(Inbox.objects.visible_to(request.actor).for_service(), pk=pk)


def _settings(inbox: Inbox) -> AutoReply:
    return AutoReply.objects.filter(inbox=inbox).first() or AutoReply(inbox=inbox)


def _page(inbox: Inbox, form: AutoReplyForm) -> dict[str, Any]:
    return {
        "inbox": inbox,
        "form": form,
        "crumbs": [{"text": inbox.name, "href": reverse("workspace:inbox", args=[inbox.pk])}],
        "previews": queries.auto_reply_previews(_settings(inbox), inbox, at=timezone.now()),
    }
