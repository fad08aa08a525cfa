"""The mailbox behind an inbox: connect it, try it, see how it does, pause it, disconnect it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

from . import operations
from .imap.box import BoxTrouble, open_box
from .mailbox_forms import PRESETS, MailboxForm, preset_named
from .models import MailAccount
from .types import Trouble

PAGE = "email/mailbox.html"


def read_mailbox(request: Request, pk: int) -> HttpResponse:
    """The mailbox as it is, or an empty form."""
    inbox, account = _both(request, pk)
    preset = preset_named(request.GET.get("preset", ""))
    form = MailboxForm(account=account, preset=preset, user=inbox.address)
    return render(request, PAGE, _page(inbox, account, form) | {"hint": preset.hint if preset else ""})


def change_mailbox(request: Request, pk: int) -> HttpResponse:
    """Try the connection; connect when that is what was asked for."""
    inbox, account = _both(request, pk)
    form = MailboxForm(request.POST, account=account)
    if not form.is_valid():
        return render(request, PAGE, _page(inbox, account, form), status=422)
    try:
        with open_box(form.server) as box:
            standing = box.standing
    except BoxTrouble as trouble:
        told = {"trouble": Trouble(trouble.kind).label, "detail": trouble.detail}
        return render(request, PAGE, _page(inbox, account, form) | told, status=422)
    if "try" in request.POST:
        return render(request, PAGE, _page(inbox, account, form) | {"standing": standing})
    operations.connect_mailbox(inbox, form.server, **form.choices, standing=standing, by=request.actor)
    messages.success(request, _("The mailbox is connected. Its mail is fetched from now on."))
    return redirect("email:mailbox", pk)


def create_pause(request: Request, pk: int) -> HttpResponse:
    """Pause a mailbox that is fetched, go on with one that rests."""
    account = _account(request, pk)
    if account.is_paused:
        operations.resume_mailbox(account, by=request.actor)
        messages.success(request, _("Mail is fetched again."))
    else:
        operations.pause_mailbox(account, by=request.actor)
        messages.success(request, _("Nothing is fetched until you go on."))
    return redirect("email:mailbox", pk)


def create_counting(request: Request, pk: int) -> HttpResponse:
    """Compare the server with the desk now."""
    operations.count_again(_account(request, pk), by=request.actor)
    messages.success(request, _("It is being counted; look again in a moment."))
    return redirect("email:mailbox", pk)


def create_end(request: Request, pk: int) -> HttpResponse:
    """Disconnect a mailbox; what was fetched stays."""
    operations.disconnect_mailbox(_account(request, pk), by=request.actor)
    messages.success(request, _("The mailbox is disconnected. What was fetched stays."))
    return redirect("email:mailbox", pk)


def _both(request: Request, pk: int) -> tuple[Inbox, MailAccount | None]:
    mailboxes = Inbox.objects.visible_to(request.actor).filter(channel=Channel.EMAIL)
    inbox = get_object_or_404(mailboxes, pk=pk)
    return inbox, MailAccount.objects.visible_to(request.actor).filter(inbox=inbox).first()


def _account(request: Request, pk: int) -> MailAccount:
    accounts = MailAccount.objects.visible_to(request.actor).select_related("inbox")
    return get_object_or_404(accounts, inbox=pk)


def _page(inbox: Inbox, account: MailAccount | None, form: MailboxForm) -> dict[str, Any]:
    return {
        "inbox": inbox,
        "account": account,
        "alarm": account.alarm_at(timezone.now()) if account else None,
        "form": form,
        "presets": PRESETS,
        "crumbs": [{"text": inbox.name, "href": reverse("workspace:inbox", args=[inbox.pk])}],
    }
