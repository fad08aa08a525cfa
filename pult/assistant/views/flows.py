"""Flows: the list, the editor with its test, publishing and going back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.assistant import operations, pages, trying
from pult.assistant.forms import NewFlowForm, NewStepForm, StepForm
from pult.assistant.models import Flow
from pult.assistant.types import StepKind
from pult.foundation.errors import Invalid
from pult.foundation.web import Request


def _flow(request: Request, pk: int) -> Flow:
    return get_object_or_404(Flow.objects.visible_to(request.actor).select_related("published"), pk=pk)


def _back(flow: Flow, key: str) -> HttpResponse:
    return redirect(f"{reverse('assistant:flow', args=[flow.pk])}?step={key}#step-{key}")


def list_flows(request: Request) -> HttpResponse:
    """Every flow."""
    return render(request, "assistant/flows.html", pages.flows(request.actor))


def create_flow(request: Request) -> HttpResponse:
    """A flow to write on."""
    form = NewFlowForm(request.POST)
    if not form.is_valid():
        return render(request, "assistant/flows.html", pages.flows(request.actor, form=form), status=422)
    return redirect("assistant:flow", operations.write_flow(form.cleaned_data["name"], by=request.actor).pk)


def read_flow(request: Request, pk: int) -> HttpResponse:
    """The steps, what is wrong with them, and the test."""
    page = pages.flow(_flow(request, pk), opened=request.GET.get("step", ""))
    return render(request, "assistant/flow.html", page)


def create_step(request: Request, pk: int) -> HttpResponse:
    """One more step."""
    flow, form = _flow(request, pk), NewStepForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose what the step does."))
    step = operations.add_step(flow, StepKind(form.cleaned_data["kind"]), by=request.actor)
    return _back(flow, step.key)


def change_step(request: Request, pk: int, key: str) -> HttpResponse:
    """A step in other words, or with other ways on."""
    flow = _flow(request, pk)
    step = flow.written.steps.get(key)
    if step is None:
        raise Http404
    form = StepForm(request.POST, step=step, flow=flow.written)
    if not form.is_valid():
        return render(request, "assistant/flow.html", pages.flow(flow, opened=key, form=form), status=422)
    operations.change_step(flow, form.written, by=request.actor)
    messages.success(request, _("Saved. It is played once you publish it."))
    return _back(flow, key)


def create_beginning(request: Request, pk: int, key: str) -> HttpResponse:
    """Begin with this step."""
    flow = _flow(request, pk)
    operations.begin_with(flow, key, by=request.actor)
    return _back(flow, key)


def delete_step(request: Request, pk: int, key: str) -> HttpResponse:
    """Without this step."""
    operations.remove_step(_flow(request, pk), key, by=request.actor)
    return redirect("assistant:flow", pk)


def create_publication(request: Request, pk: int) -> HttpResponse:
    """Play it from now on."""
    version = operations.publish_flow(_flow(request, pk), by=request.actor)
    messages.success(request, _("Version %(number)s is played from now on.") % {"number": version.number})
    return redirect("assistant:flow", pk)


def create_restoration(request: Request, pk: int) -> HttpResponse:
    """Write on from an earlier version."""
    flow = _flow(request, pk)
    version = get_object_or_404(flow.versions, number=request.POST.get("number"))
    operations.restore_version(flow, version, by=request.actor)
    return redirect("assistant:flow", pk)


def create_trial(request: Request, pk: int) -> HttpResponse:
    """Play it here, as it is being written; no conversation is touched."""
    flow = _flow(request, pk)
    trial = trying.play(flow, said=request.POST.get("said", ""), kept=request.POST.get("kept", ""),
                        is_open="closed" not in request.POST)  # fmt: skip
    template = "assistant/flow.html#trial" if request.htmx else "assistant/flow.html"
    return render(
        request, template, {**({} if request.htmx else pages.flow(flow)), "flow": flow, "trial": trial}
    )
