"""The settings pages of rules."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from pult.conversations.queries import Filter
from pult.conversations.queries import building as conditions_
from pult.foundation.errors import DomainError
from pult.foundation.web import Request

from . import building, operations, pages, queries
from .examples import example_named, fresh
from .forms import RuleForm, initial_of
from .models import Rule
from .types import RuleKind

BUILDER = "automation/rule.html"


def _rule(request: Request, pk: int) -> Rule:
    return get_object_or_404(Rule.objects.visible_to(request.actor), pk=pk)


def list_rules(request: Request) -> HttpResponse:
    """Every rule in the order in which it is tried."""
    return render(request, "automation/rules.html", pages.rules(request.actor))


def new_rule(request: Request) -> HttpResponse:
    """An empty builder, or one that begins with an example."""
    if example := example_named(request.GET.get("example", "")):
        rule = example.rule()
        form = RuleForm(kind=example.kind, initial=initial_of(rule))
        return _shown(request, pages.builder(rule, form, rule.filter, rule.chosen))
    kind = _kind(request.GET.get("kind", ""))
    form = RuleForm(kind=kind, initial=fresh(kind))
    return _shown(request, pages.builder(Rule(kind=kind), form, Filter(), ()))


def create_rule(request: Request) -> HttpResponseBase:
    """Keep a new rule, or build on."""
    return _built(request, Rule(kind=_kind(request.POST.get("kind", ""))))


def edit_rule(request: Request, pk: int) -> HttpResponse:
    """The builder with what the rule says now."""
    rule = _rule(request, pk)
    form = RuleForm(kind=RuleKind(rule.kind), initial=initial_of(rule))
    return _shown(request, pages.builder(rule, form, rule.filter, rule.chosen))


def change_rule(request: Request, pk: int) -> HttpResponseBase:
    """Keep what was changed, or build on."""
    return _built(request, _rule(request, pk))


def create_place(request: Request, pk: int) -> HttpResponseBase:
    """Have it tried earlier, or later."""
    earlier = request.POST.get("place") == "earlier"
    operations.move_rule(_rule(request, pk), earlier=earlier, by=request.actor)
    return redirect(f"{reverse('automation:rules')}#rule-{pk}")


def create_switch(request: Request, pk: int) -> HttpResponseBase:
    """Let it act, or rest."""
    operations.switch_rule(_rule(request, pk), on=request.POST.get("to") == "on", by=request.actor)
    return redirect(f"{reverse('automation:rules')}#rule-{pk}")


def delete_rule(request: Request, pk: int) -> HttpResponseBase:
    """Drop it."""
    operations.drop_rule(_rule(request, pk), by=request.actor)
    return redirect("automation:rules")


def show_log(request: Request, pk: int) -> HttpResponse:
    """What it did, the newest first."""
    after, before = request.GET.get("after"), request.GET.get("before")
    context = pages.log(_rule(request, pk), request.actor, after=after, before=before)
    return render(request, "automation/log.html", context)


def show_trial(request: Request, pk: int) -> HttpResponse:
    """What it would have done in the past days."""
    rule, days = _rule(request, pk), _days(request.GET.get("days", ""))
    found = pages.tried(rule, operations.wording_of(rule), request.actor, days)
    crumbs = [{"href": reverse("automation:rules"), "text": _("Automation")}]
    context = {"rule": rule, "days": queries.DAYS, "crumbs": crumbs, **found}
    return render(request, "automation/trial.html", context)


def _built(request: Request, rule: Rule) -> HttpResponseBase:
    kind, step = RuleKind(rule.kind), request.POST.get("step", "")
    conditions, acts = conditions_.sent(request.POST), building.sent(request.POST)
    form = RuleForm(request.POST, kind=kind)
    if step and not step.startswith("try-"):
        plain = RuleForm(kind=kind, initial=_as_sent(request))
        return _shown(request, pages.builder(rule, plain, conditions, acts))
    context = pages.builder(rule, form, conditions, acts, checked=True)
    if not form.is_valid():
        return _shown(request, context, status=422)
    wording = operations.Wording(**form.given, conditions=conditions, acts=acts)
    if step:
        return _shown(request, context | pages.tried(rule, wording, request.actor, _days(step[4:])))
    return _saved(request, rule, wording, context)


def _saved(
    request: Request, rule: Rule, wording: operations.Wording, context: dict[str, object]
) -> HttpResponseBase:
    try:
        operations.save_rule(rule, wording, by=request.actor)
    except DomainError as refusal:
        return _shown(request, context | {"complaint": str(refusal)}, status=422)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('automation:rules')}#rule-{rule.pk}")


def _as_sent(request: Request) -> dict[str, object]:
    """What the fields held, whole or not."""
    return request.POST.dict() | {"facts": request.POST.getlist("facts")}


def _shown(request: Request, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    template = f"{BUILDER}#builder" if request.htmx and not request.htmx.boosted else BUILDER
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _kind(asked: str) -> RuleKind:
    return RuleKind(asked) if asked in RuleKind.values else RuleKind.TRIGGER


def _days(asked: str) -> int:
    return queries.DAYS[1] if asked == str(queries.DAYS[1]) else queries.DAYS[0]
