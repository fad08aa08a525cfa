"""The settings pages of retention."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.foundation.errors import DomainError
from pult.foundation.web import Request

from . import operations, pages
from .forms import HoldForm, RuleForm
from .models import Hold, Rule

ONE = "retention/rule.html"


def _rule(request: Request, pk: int) -> Rule:
    return get_object_or_404(Rule.objects.visible_to(request.actor), pk=pk)


def list_rules(request: Request) -> HttpResponse:
    """Every rule, what goes without any, and what went lately."""
    return render(request, "retention/rules.html", pages.rules(request.actor))


def new_rule(request: Request) -> HttpResponse:
    """An empty form."""
    return render(request, ONE, pages.rule(RuleForm()))


def create_rule(request: Request) -> HttpResponse:
    """Write a rule down; its preview comes next."""
    return _kept(request, RuleForm(request.POST), None)


def edit_rule(request: Request, pk: int) -> HttpResponse:
    """The rule as it is."""
    found = _rule(request, pk)
    return render(request, ONE, pages.rule(RuleForm(found=found), found))


def change_rule(request: Request, pk: int) -> HttpResponse:
    """Have it say something else."""
    found = _rule(request, pk)
    return _kept(request, RuleForm(request.POST, found=found), found)


def _kept(request: Request, form: RuleForm, found: Rule | None) -> HttpResponse:
    if form.is_valid():
        try:
            if found is None:
                found = operations.add_rule(form.wording, by=request.actor)
            else:
                operations.change_rule(found, form.wording, by=request.actor)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("retention:preview", found.pk)
    return render(request, ONE, pages.rule(form, found), status=422)


def show_preview(request: Request, pk: int) -> HttpResponse:
    """What it would take now, or within 30 days."""
    given = request.GET
    page = pages.preview(
        _rule(request, pk),
        request.actor,
        is_soon=given.get("when") == "soon",
        after=given.get("after"),
        before=given.get("before"),
    )
    return render(request, "retention/preview.html", page)


def create_switch(request: Request, pk: int) -> HttpResponse:
    """Let it act from now on, or take nothing more."""
    rule, seen = _rule(request, pk), request.POST.get("seen", "")
    if request.POST.get("is_on") == "on":
        version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0
        operations.switch_on(rule, seen=version, by=request.actor)
    else:
        operations.switch_off(rule, by=request.actor)
    return redirect("retention:preview", pk)


def delete_rule(request: Request, pk: int) -> HttpResponse:
    """Drop it; the log stays."""
    rule = _rule(request, pk)
    operations.drop_rule(rule, by=request.actor)
    messages.success(request, _("“%(name)s” is gone.") % {"name": rule.name})
    return redirect("retention:rules")


def list_runs(request: Request) -> HttpResponse:
    """What went, the latest first."""
    page = pages.runs(after=request.GET.get("after"), before=request.GET.get("before"))
    return render(request, "retention/runs.html", page)


def list_holds(request: Request) -> HttpResponse:
    """What is on hold, and a form to hold something."""
    given = request.GET
    initial = {"kind": kind, "number": given[kind]} if (kind := pages.kind_in(given)) else None
    return _held(request, HoldForm(initial=initial))


def create_hold(request: Request) -> HttpResponse:
    """Keep something from being forgotten."""
    form = HoldForm(request.POST)
    thing = form.thing(request.actor) if form.is_valid() else None
    if form.is_valid() and thing is None:
        form.add_error("number", _("There is none with this number that you may read."))
    if thing is None:
        return _held(request, form, status=422)
    reason = form.cleaned_data["reason"]
    if isinstance(thing, Conversation):
        operations.hold_conversation(thing, reason=reason, by=request.actor)
    else:
        operations.hold_customer(thing, reason=reason, by=request.actor)
    return redirect("retention:holds")


def create_end(request: Request, pk: int) -> HttpResponse:
    """Keep it no longer than everything else."""
    hold = get_object_or_404(Hold.objects.visible_to(request.actor), pk=pk)
    operations.end_hold(hold, by=request.actor)
    return redirect("retention:holds")


def _held(request: Request, form: HoldForm, *, status: int = 200) -> HttpResponse:
    given = request.GET
    page = pages.holds(
        request.actor,
        form,
        is_over="over" in given,
        after=given.get("after"),
        before=given.get("before"),
    )
    return render(request, "retention/holds.html", page, status=status)
