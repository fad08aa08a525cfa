"""The way to a provider and back: its owner lets Pult into a mailbox."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations
from .consent import address_of_consent, exchange, said_in
from .errors import BoxTrouble
from .imap.box import open_box
from .mailbox_forms import MailboxForm
from .mailbox_views import CONNECTED, PAGE, both, page, told
from .models import MailProvider
from .pending import Pending, kept, take

# What stands in the forms of providers as the address to come back to.
BACK = "email:consent"


def read_way_out(request: Request, pk: int) -> HttpResponse:
    """What will be asked at the provider, and the way there: a link, for a form leads to no foreign place."""
    inbox, _account = both(request, pk)
    pending = kept(request, pk)
    provider = _provider(request, pending) if pending else None
    if pending is None or provider is None:
        return redirect("email:mailbox", pk)
    address = address_of_consent(
        provider.spoken,
        user=pending.given["user"],
        back_to=back_to(request),
        state=pending.state,
        verifier=pending.verifier,
    )
    shown = {"inbox": inbox, "provider": provider, "user": pending.given["user"], "address": address}
    return render(request, "email/consent.html", shown)


def read_way_back(request: Request) -> HttpResponse:
    """Back from the provider: with a code that opens the mailbox, or with a no."""
    pending = take(request, request.GET.get("state", ""))
    if pending is None:
        messages.error(request, _("This sign-in was not begun here, or too long ago. Begin again."))
        return redirect("email:mail")
    if "code" not in request.GET:
        words = said_in(request.GET)
        messages.error(request, _("The provider let nobody in. It said: %(words)s") % {"words": words or "–"})
        return redirect("email:mailbox", pending.inbox_id)
    return _connect(request, pending, request.GET["code"])


def back_to(request: Request) -> str:
    """The address that a provider must know."""
    return request.build_absolute_uri(reverse(BACK))


def _connect(request: Request, pending: Pending, code: str) -> HttpResponse:
    """Exchange the code, look into the mailbox, connect it."""
    inbox, account = both(request, pending.inbox_id)
    form = MailboxForm(pending.given, account=account, actor=request.actor)
    provider = _provider(request, pending)
    if not form.is_valid() or provider is None:
        return render(request, PAGE, page(inbox, account, form), status=422)
    try:
        tokens = exchange(
            provider.spoken, code, back_to=back_to(request), verifier=pending.verifier, at=timezone.now()
        )
        with open_box(form.server_with(tokens.access)) as box:
            standing = box.standing
    except BoxTrouble as trouble:
        return render(request, PAGE, page(inbox, account, form) | told(trouble), status=422)
    consent = operations.Consent(provider=provider, tokens=tokens)
    operations.connect_mailbox(
        inbox, form.server, **form.choices, consent=consent, standing=standing, by=request.actor
    )
    messages.success(request, CONNECTED)
    return redirect("email:mailbox", inbox.pk)


def _provider(request: Request, pending: Pending) -> MailProvider | None:
    return MailProvider.objects.visible_to(request.actor).filter(kind=pending.given["way"]).first()
