"""The settings pages of service levels, and the page that explains a conversation's deadlines."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.conversations.queries import building
from pult.foundation.errors import Invalid
from pult.foundation.web import Request

from . import operations, pages, queries
from .forms import PolicyForm, PromisesForm
from .models import Policy


def _policy(request: Request, pk: int) -> Policy:
    return get_object_or_404(Policy.objects.visible_to(request.actor), pk=pk)


def list_policies(request: Request) -> HttpResponse:
    """Every policy in the order in which they are tried."""
    return render(request, "sla/policies.html", pages.policies(request.actor))


def create_policy(request: Request) -> HttpResponse:
    """A policy of its own for a department or a channel."""
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return render(request, "sla/policies.html", pages.policies(request.actor, form=form), status=422)
    policy = operations.open_policy(**form.cleaned_data, by=request.actor)
    return redirect("sla:policy", policy.pk)


def read_policy(request: Request, pk: int) -> HttpResponse:
    """What one policy promises to whom."""
    return render(request, "sla/policy.html", pages.policy(_policy(request, pk)))


def change_policy(request: Request, pk: int) -> HttpResponse:
    """Let a policy hold for others, or count in other opening hours; or one condition more or less in the builder."""
    policy, conditions = _policy(request, pk), building.sent(request.POST)
    if request.POST.get("step"):
        sent = PolicyForm.sent(request.POST, policy)
        return _shown(request, pages.policy(policy, form=sent, conditions=conditions))
    form = PolicyForm(request.POST, policy=policy)
    page = pages.policy(policy, form=form, conditions=conditions, checked=True)
    if not form.is_valid():
        return _shown(request, page, status=422)
    return _saved(request, policy, {**form.cleaned_data, "conditions": conditions}, page)


def _saved(request: Request, policy: Policy, wanted: dict[str, Any], page: dict[str, Any]) -> HttpResponse:
    try:
        operations.change_policy(policy, **wanted, by=request.actor)
    except Invalid as refusal:
        return _shown(request, page | {"complaint": str(refusal)}, status=422)
    messages.success(request, _("Saved."))
    return redirect("sla:policy", policy.pk)


def _shown(request: Request, page: dict[str, Any], status: int = 200) -> HttpResponse:
    template = "sla/policy.html#builder" if request.htmx else "sla/policy.html"
    return render(request, template, page, status=status)


def change_promises(request: Request, pk: int) -> HttpResponse:
    """Promise other times."""
    policy = _policy(request, pk)
    form = PromisesForm(request.POST)
    if not form.is_valid():
        return render(request, "sla/policy.html", pages.policy(policy, promises=form), status=422)
    operations.set_promises(policy, promises=form.promises, by=request.actor)
    messages.success(request, _("Saved. Running clocks keep the target they have."))
    return redirect("sla:policy", pk)


def create_place(request: Request, pk: int) -> HttpResponse:
    """Have it tried earlier, or later."""
    policy = _policy(request, pk)
    operations.move_policy(policy, earlier=request.POST.get("place") == "earlier", by=request.actor)
    return redirect(f"{reverse('sla:policies')}#policy-{pk}")


def delete_policy(request: Request, pk: int) -> HttpResponse:
    """Promise nothing of its own any longer."""
    operations.drop_policy(_policy(request, pk), by=request.actor)
    return redirect("sla:policies")


def explain_deadlines(request: Request, pk: int) -> HttpResponse:
    """Why the deadlines of a conversation are when they are; the account alone where a page asks for a part."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.actor), pk=pk)
    template = "sla/explanation.html#account" if request.htmx else "sla/explanation.html"
    page = {"conversation": conversation, "accounts": queries.accounts(conversation)}
    response = render(request, template, page)
    patch_vary_headers(response, ["HX-Request"])
    return response
