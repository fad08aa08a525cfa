"""The settings pages of the door: who is blocked or trusted, and how spam is known."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.queries import spam_kept_for
from pult.foundation.errors import DomainError
from pult.foundation.web import Request

from . import operations, queries
from .errors import NeedsSaying
from .forms import DoorForm, SenderForm
from .models import ListedSender
from .types import Right


def list_senders(request: Request) -> HttpResponse:
    """Who is blocked or trusted, the newest first."""
    form = SenderForm(
        manages=request.actor.has(Right.MANAGE), initial={"value": request.GET.get("block", "")}
    )
    return _listed(request, form)


def create_sender(request: Request) -> HttpResponseBase:
    """Block or trust somebody."""
    manages = request.actor.has(Right.MANAGE)
    warning = _("I have read the warning and mean it") if "is_meant" in request.POST else ""
    form = SenderForm(request.POST, warning=warning, manages=manages)
    if not form.is_valid():
        return _listed(request, form, status=422)
    try:
        entry = operations.list_sender(**form.given, by=request.actor)
    except DomainError as refusal:
        return _refused(request, form, refusal)
    messages.success(request, f"{entry.value}: {entry.get_verdict_display()}")
    return redirect("moderation:senders")


def _refused(request: Request, form: SenderForm, refusal: DomainError) -> HttpResponse:
    """What speaks against it: a warning is shown with a box to be ticked, anything else beside the field."""
    if isinstance(refusal, NeedsSaying):
        manages = request.actor.has(Right.MANAGE)
        form = SenderForm(request.POST, warning=str(refusal), manages=manages)
    else:
        form.add_error("value", str(refusal))
    return _listed(request, form, status=refusal.status)


def delete_sender(request: Request, pk: int) -> HttpResponseBase:
    """Take somebody off the list."""
    entry = get_object_or_404(ListedSender.objects.changeable_by(request.actor), pk=pk)
    operations.unlist_sender(entry, by=request.actor)
    messages.success(request, _("%(value)s is not on the list any more.") % {"value": entry.value})
    return redirect("moderation:senders")


def edit_door(request: Request) -> HttpResponse:
    """How spam is known, and how long it is kept."""
    form = DoorForm(instance=queries.settings_now(), initial={"days": spam_kept_for()})
    return render(request, "moderation/door.html", {"form": form, "crumbs": _crumbs()})


def change_door(request: Request) -> HttpResponseBase:
    """Know it otherwise from now on."""
    form = DoorForm(request.POST, instance=queries.settings_now())
    if form.is_valid():
        given = dict(form.cleaned_data)
        days = given.pop("days")
        try:
            operations.change_door(**given, by=request.actor)
            conversations.keep_spam_for(days, by=request.actor)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("moderation:door")
    return render(request, "moderation/door.html", {"form": form, "crumbs": _crumbs()}, status=422)


def _listed(request: Request, form: SenderForm, *, status: int = 200) -> HttpResponse:
    begins = request.GET.get("q", "")
    page = queries.listed_page(
        request.actor, begins=begins, after=request.GET.get("after"), before=request.GET.get("before")
    )
    keys = [one.pk for one in page.rows]
    mine = ListedSender.objects.changeable_by(request.actor).filter(pk__in=keys)
    context = {
        "form": form,
        "rows": page.rows,
        "changeable": set(mine.values_list("pk", flat=True)),
        "begins": begins,
        "manages": request.actor.has(Right.MANAGE),
        **{name: _link(begins, step, to) for name, step, to in _steps(page.before, page.after)},
    }
    return render(request, "moderation/senders.html", context, status=status)


def _steps(before: str | None, after: str | None) -> list[tuple[str, str, str | None]]:
    return [("newer", "before", before), ("older", "after", after)]


def _link(begins: str, step: str, to: str | None) -> str | None:
    if not to:
        return None
    return f"?{urlencode({'q': begins, step: to} if begins else {step: to})}"


def _crumbs() -> list[dict[str, Any]]:
    return [{"href": reverse("moderation:senders"), "text": _("Spam and blocked senders")}]
