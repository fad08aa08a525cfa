"""The settings pages of webhooks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.foundation.errors import Invalid
from pult.foundation.web import Request, keyset_page
from pult.workforce.models import Department

from . import operations, queries
from .catalogue import label_of
from .forms import SinceForm, WebhookForm
from .models import Webhook

PAGE = "api/webhook.html"
SHOWN_ONCE = "webhook_secret"


def list_webhooks(request: Request) -> HttpResponse:
    """Every webhook and how it does."""
    return render(request, "api/webhooks.html", {"webhooks": queries.webhooks(request.actor)})


def new_webhook(request: Request) -> HttpResponse:
    """An empty form."""
    return render(request, PAGE, _page(request, WebhookForm(departments=_departments(request))))


def create_webhook(request: Request) -> HttpResponse:
    """Set one up; its secret is shown on the next page, once."""
    form = WebhookForm(request.POST, departments=_departments(request))
    if form.is_valid():
        try:
            webhook, secret = operations.create_webhook(**form.cleaned_data, by=request.actor)
        except Invalid as refusal:
            form.add_error("address", str(refusal))
        else:
            request.session[SHOWN_ONCE] = secret
            return redirect("webhooks:webhook", webhook.pk)
    return render(request, PAGE, _page(request, form), status=422)


def read_webhook(request: Request, pk: int) -> HttpResponse:
    """One webhook, and what was sent to it."""
    webhook = _webhook(request, pk)
    form = WebhookForm(departments=_departments(request), webhook=webhook)
    return render(request, PAGE, _page(request, form, webhook))


def change_webhook(request: Request, pk: int) -> HttpResponse:
    """Reach it elsewhere, tell it of other facts."""
    webhook = _webhook(request, pk)
    form = WebhookForm(request.POST, departments=_departments(request))
    if form.is_valid():
        try:
            operations.change_webhook(webhook, **form.cleaned_data, by=request.actor)
        except Invalid as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("webhooks:webhook", pk)
    return render(request, PAGE, _page(request, form, webhook), status=422)


def create_secret(request: Request, pk: int) -> HttpResponse:
    """Renew the secret; the new one is shown on the next page, once."""
    request.session[SHOWN_ONCE] = operations.rotate_secret(_webhook(request, pk), by=request.actor)
    return redirect("webhooks:webhook", pk)


def create_test(request: Request, pk: int) -> HttpResponse:
    """Send a test."""
    operations.send_test(_webhook(request, pk), by=request.actor)
    messages.success(request, _("A test is on its way. What comes of it stands below in a moment."))
    return redirect("webhooks:webhook", pk)


def create_resending(request: Request, pk: int, delivery: int) -> HttpResponse:
    """Send one message again."""
    sent = get_object_or_404(_webhook(request, pk).deliveries.select_related("webhook"), pk=delivery)
    operations.resend(sent, by=request.actor)
    messages.success(request, _("It is sent again."))
    return redirect("webhooks:webhook", pk)


def create_resendings(request: Request, pk: int) -> HttpResponse:
    """Send everything again that did not arrive since a moment."""
    webhook, form = _webhook(request, pk), SinceForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Say since when."))
    count = operations.resend_failed(webhook, since=form.cleaned_data["since"], by=request.actor)
    told = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
    messages.success(request, told % {"count": count})
    return redirect("webhooks:webhook", pk)


def delete_webhook(request: Request, pk: int) -> HttpResponse:
    """Remove a webhook with its log."""
    operations.drop_webhook(_webhook(request, pk), by=request.actor)
    messages.success(request, _("The webhook is removed."))
    return redirect("webhooks:webhooks")


def _webhook(request: Request, pk: int) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.actor), pk=pk)


def _departments(request: Request) -> Any:
    return Department.objects.visible_to(request.actor).order_by("name")


def _page(request: Request, form: WebhookForm, webhook: Webhook | None = None) -> dict[str, Any]:
    crumbs = [{"text": _("Webhooks"), "href": reverse("webhooks:webhooks")}]
    page: dict[str, Any] = {"form": form, "webhook": webhook, "crumbs": crumbs}
    if webhook is not None:
        only_failed = request.GET.get("show") == "failed"
        places = {name: request.GET.get(name) for name in ("after", "before")}
        log = keyset_page(queries.log_of(webhook, only_failed=only_failed), ["-id"], size=25, **places)
        closed = queries.closed_among(log.rows, request.actor)
        page |= {
            "log": log,
            "rows": [(row, label_of(row.fact), row.pk in closed) for row in log.rows],
            "only_failed": only_failed,
            "since": SinceForm.of_today(),
            "secret": request.session.pop(SHOWN_ONCE, ""),
        }
    return page
