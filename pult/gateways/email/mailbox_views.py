"""The mailbox behind an inbox: connect it, try it, see how it does, pause it, disconnect it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.foundation.web import Request
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

from . import operations
from .errors import BoxTrouble
from .imap.box import open_box
from .mailbox_forms import PRESETS, MailboxForm, preset_named
from .models import MailAccount
from .operations import signing_in
from .pending import Pending, keep
from .types import Standing, Trouble

PAGE = "email/mailbox.html"
CONNECTED = gettext_lazy("The mailbox is connected. Its mail is fetched from now on.")


def read_mailbox(request: Request, pk: int) -> HttpResponse:
    """The mailbox as it is, or an empty form."""
    inbox, account = both(request, pk)
    preset = preset_named(request.GET.get("preset", ""))
    form = MailboxForm(account=account, actor=request.actor, preset=preset, user=inbox.address)
    return render(request, PAGE, page(inbox, account, form) | {"preset": preset})


def change_mailbox(request: Request, pk: int) -> HttpResponse:
    """Try the connection; connect when that is what was asked for. Without a password its owner is asked first."""
    inbox, account = both(request, pk)
    form = MailboxForm(request.POST, account=account, actor=request.actor)
    if not form.is_valid():
        return render(request, PAGE, page(inbox, account, form), status=422)
    if form.needs_consent:
        return ask_owner(request, inbox, form)
    try:
        standing = _tried(form, account)
    except BoxTrouble as trouble:
        return render(request, PAGE, page(inbox, account, form) | told(trouble), status=422)
    if "try" in request.POST:
        return render(request, PAGE, page(inbox, account, form) | {"standing": standing})
    operations.connect_mailbox(inbox, form.server, **form.choices, standing=standing, by=request.actor)
    messages.success(request, CONNECTED)
    return redirect("email:mailbox", pk)


def _tried(form: MailboxForm, account: MailAccount | None) -> Standing:
    """Look into the mailbox, with what was filled in or with the consent that is kept. Raises `BoxTrouble`."""
    server = form.server
    if form.provider is not None and account is not None:
        server = form.server_with(signing_in.server_for(account).token)
    with open_box(server) as box:
        return box.standing


def ask_owner(request: Request, inbox: Inbox, form: MailboxForm) -> HttpResponse:
    """Keep what was filled in, and lead to the provider."""
    keep(request, Pending.begun(inbox.pk, form.carried))
    return redirect("email:mailbox-consent", inbox.pk)


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


def both(request: Request, pk: int) -> tuple[Inbox, MailAccount | None]:
    """An inbox for mail, and the mailbox behind it."""
    mailboxes = Inbox.objects.visible_to(request.actor).filter(channel=Channel.EMAIL)
    inbox = get_object_or_404(mailboxes, pk=pk)
    return inbox, MailAccount.objects.visible_to(request.actor).filter(inbox=inbox).first()


def _account(request: Request, pk: int) -> MailAccount:
    accounts = MailAccount.objects.visible_to(request.actor).select_related("inbox")
    return get_object_or_404(accounts, inbox=pk)


def told(trouble: BoxTrouble) -> dict[str, Any]:
    """What is wrong, in plain words, and what the server said."""
    return {"trouble": Trouble(trouble.kind).label, "detail": trouble.detail}


def page(inbox: Inbox, account: MailAccount | None, form: MailboxForm) -> dict[str, Any]:
    """What the page of a mailbox shows."""
    return {
        "inbox": inbox,
        "account": account,
        "alarm": account.alarm_at(timezone.now()) if account else None,
        "form": form,
        "presets": PRESETS,
        "crumbs": [{"text": inbox.name, "href": reverse("workspace:inbox", args=[inbox.pk])}],
    }
